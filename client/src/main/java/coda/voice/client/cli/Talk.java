package coda.voice.client.cli;

import static coda.voice.audio.AudioError.AUDIO_IO;
import static coda.voice.client.ClientError.CLIENT_CONNECTION_LOST;

import coda.voice.VoiceException;
import coda.voice.audio.AudioException;
import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.ModeNews;
import coda.voice.client.audio.AudioBytes;
import coda.voice.client.audio.AudioSource;
import coda.voice.client.audio.Loudspeaker;
import coda.voice.client.audio.PaceClock;
import coda.voice.client.audio.PlaybackReporter;
import coda.voice.client.audio.RealTimeMicrophone;
import coda.voice.client.audio.RecordedSource;
import coda.voice.client.audio.ReplyRecorder;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.AudioText;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.Subscribe;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.ConversationStarted;
import coda.voice.protocol.coda.ServerMessage.Failure;
import coda.voice.protocol.coda.ServerMessage.Interrupted;
import coda.voice.protocol.coda.ServerMessage.PlaybackHeld;
import coda.voice.protocol.coda.ServerMessage.PlaybackResumed;
import coda.voice.protocol.coda.ServerMessage.Status;
import coda.voice.protocol.coda.ServerMessage.Transcript;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.ServerMessage.VoiceStreamChunk;
import coda.voice.protocol.coda.StreamFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One talk with a server, from the connection to the saved reply. */
final class Talk {
  /** The rate of microphone and reply, in Hz. */
  static final int SAMPLE_RATE = 16_000;

  private static final int MAX_REPLY_SECONDS = 1_800;
  private static final long TICK_MS = 50;
  private static final List<EventType> EVENTS =
      Stream.concat(Stream.of(EventType.PROCESSING_FAILED), ModeNews.EVENTS.stream()).toList();

  /**
   * What to say and how.
   *
   * @param source of sound; empty for typed text
   * @param text typed; empty for sound
   * @param quiet how long to wait without news after the input's end
   */
  record Plan(
      ClientOptions options,
      Optional<AudioSource> source,
      Optional<String> text,
      Optional<Mode> mode,
      Optional<String> voice,
      AudioEncoding encoding,
      Path output,
      boolean play,
      Duration quiet) {}

  private final Plan plan;
  private final TalkPrinter printer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final TalkProgress progress = new TalkProgress(System.nanoTime());
  private final ReplyRecorder recorder =
      new ReplyRecorder(SAMPLE_RATE, MAX_REPLY_SECONDS, System::nanoTime);
  private final StreamFormat format;
  private Optional<Loudspeaker> speaker = Optional.empty();
  private Optional<PlaybackReporter> reporter = Optional.empty();
  private Optional<VoiceException> problem = Optional.empty();
  private boolean finished;
  private boolean stopped;

  Talk(Plan plan, TalkPrinter printer) {
    this.plan = plan;
    this.printer = printer;
    this.format = new StreamFormat(SAMPLE_RATE, 1, AudioFormat.PCM16, plan.encoding());
  }

  /**
   * Talks.
   *
   * @return how the last reply ended; empty when none came in time
   */
  Optional<Outcome> run() {
    if (plan.play()) {
      speaker = Optional.of(new Loudspeaker(SAMPLE_RATE));
    }
    try (CodaClient client = new CodaClient(plan.options(), this::onEvent);
        PlaybackReporter reports = new PlaybackReporter(recorder::played, client::send)) {
      reporter = Optional.of(reports);
      client.connect();
      open(client);
      if (speaker.isPresent()) {
        reports.start(PlaybackReporter.INTERVAL);
      }
      speak(client);
      hangUp(client);
    } finally {
      speaker.ifPresent(Loudspeaker::close);
    }
    save();
    return outcome();
  }

  /** Ends the talk early; what was heard is still saved. */
  void stop() {
    locked(() -> stopped = true);
  }

  private void open(CodaClient client) {
    ConversationStarted started =
        client.startConversation(
            new ConversationStart(
                Optional.empty(),
                Optional.empty(),
                plan.mode(),
                Optional.empty(),
                plan.voice(),
                List.of()));
    client.send(new Subscribe(EVENTS));
    client.startVoice(new VoiceStart(plan.mode(), AudioConfig.both(format)));
    locked(
        () ->
            printer.opened(
                plan.options().uri().toString(), started.conversationId(), started.server()));
  }

  private void speak(CodaClient client) {
    if (plan.text().isPresent()) {
      locked(
          () -> {
            printer.sending("you:   " + plan.text().get());
            progress.speechEnds(System.nanoTime());
            progress.inputEnded(System.nanoTime());
          });
      client.sendText(plan.text().get());
      await();
      return;
    }
    AudioSource source = plan.source().orElseThrow();
    try (RealTimeMicrophone microphone =
        new RealTimeMicrophone(
            source,
            step -> client.sendAudio(AudioBytes.encode(step, format.format()), step.length),
            PaceClock.SYSTEM)) {
      locked(() -> printer.sending(describe(source)));
      microphone.start();
      if (source instanceof RecordedSource recorded) {
        locked(() -> progress.speechEnds(microphone.nanosOf(recorded.lastSound())));
        var _ =
            microphone
                .sourceEnded()
                .thenAccept(samples -> locked(() -> progress.inputEnded(System.nanoTime())));
      }
      var _ = microphone.finished().exceptionally(this::fail);
      await();
    }
  }

  private static String describe(AudioSource source) {
    return source instanceof RecordedSource recorded
        ? "Speaking for %.2f s".formatted(recorded.durationMs() / 1000.0)
        : "Listening to the microphone; end with Enter or Ctrl-C";
  }

  private @org.jspecify.annotations.Nullable Void fail(Throwable why) {
    Throwable cause = why.getCause() == null ? why : why.getCause();
    locked(
        () ->
            problem =
                problem.or(
                    () ->
                        Optional.of(
                            cause instanceof VoiceException known
                                ? known
                                : new AudioException(
                                    AUDIO_IO, "The microphone failed: " + cause, cause))));
    return null;
  }

  /** Waits for the end of the talk. */
  private void await() {
    lock.lock();
    try {
      while (!isOver(System.nanoTime())) {
        var _ = news.await(TICK_MS, TimeUnit.MILLISECONDS);
      }
      problem.ifPresent(
          known -> {
            throw known;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver(long now) {
    return problem.isPresent()
        || finished
        || stopped
        || progress.isOver(now)
        || progress.silence(now) > plan.quiet().toNanos();
  }

  private void hangUp(CodaClient client) {
    if (client.isConnected()) {
      client.endVoice();
      client.endConversation();
    }
  }

  private Optional<Outcome> outcome() {
    lock.lock();
    try {
      return progress.lastOutcome();
    } finally {
      lock.unlock();
    }
  }

  private void save() {
    if (recorder.firstSoundMs().isPresent()) {
      long ms = recorder.write(plan.output());
      locked(() -> printer.saved(plan.output(), ms));
    } else {
      locked(printer::nothingToSave);
    }
  }

  private void onEvent(CodaEvent event) {
    locked(
        () -> {
          switch (event) {
            case CodaEvent.Message message -> onMessage(message.envelope().message());
            case CodaEvent.Audio audio -> onAudio(audio.frame().bytes());
            case CodaEvent.GaveUp gone -> {
              printer.connection(gone);
              problem = problem.or(() -> Optional.of(lost(gone)));
            }
            case CodaEvent.Closed closed -> {
              printer.connection(closed);
              finished = true;
            }
            default -> printer.connection(event);
          }
        });
  }

  private static VoiceException lost(CodaEvent.GaveUp gone) {
    return new VoiceException(CLIENT_CONNECTION_LOST, gone.reason());
  }

  private void onMessage(ServerMessage message) {
    long now = System.nanoTime();
    boolean replyEnded = progress.message(message, now);
    switch (message) {
      case Transcript transcript -> printer.transcript(transcript);
      case VoiceStreamChunk chunk -> {
        recorder.begin(chunk.responseId());
        if (!chunk.textContent().isEmpty()) {
          printer.replyText(chunk.responseId(), chunk.textContent());
        }
        chunk
            .audioData()
            .filter(audio -> !audio.isEmpty())
            .ifPresent(audio -> onAudio(AudioText.decode(plan.encoding(), audio)));
      }
      case Interrupted interrupted -> {
        recorder.interrupted();
        speaker.ifPresent(Loudspeaker::stop);
        printer.interrupted(interrupted);
      }
      case PlaybackHeld _ -> hold();
      case PlaybackResumed _ -> resume();
      case VoiceResponse response when replyEnded -> {
        resume();
        printer.replyEnded(response, progress.seen());
      }
      case Status status when status.eventType().equals(EventType.PROCESSING_FAILED.wireName()) -> {
        progress.dropped(now);
        printer.dropped(
            String.valueOf(status.data().getOrDefault("code", "")),
            String.valueOf(status.data().getOrDefault("message", "the turn led to nothing")));
      }
      case Status status -> ModeNews.of(status).ifPresent(printer::mode);
      case Failure failure -> printer.error(failure);
      default -> {
        // nothing to show
      }
    }
  }

  /** The server holds the reply while it decides: so do we, and say where we stand. */
  private void hold() {
    if (recorder.hold()) {
      speaker.ifPresent(Loudspeaker::hold);
      reporter.ifPresent(PlaybackReporter::report);
    }
  }

  private void resume() {
    recorder.resume();
    speaker.ifPresent(Loudspeaker::resume);
  }

  private void onAudio(byte[] bytes) {
    short[] samples = AudioBytes.decode(bytes, format);
    if (samples.length > 0) {
      progress.audio(System.nanoTime());
      resume();
      recorder.add(samples);
      speaker.ifPresent(to -> to.play(samples));
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
