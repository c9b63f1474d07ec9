package coda.voice.server.demo;

import static coda.voice.gateway.GatewayError.CONVERSATION_NOT_ACTIVE;

import coda.voice.client.CodaEvent;
import coda.voice.client.CodaListener;
import coda.voice.protocol.coda.ClientMessage.Playback;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.ConversationEnded;
import coda.voice.protocol.coda.ServerMessage.Failure;
import coda.voice.protocol.coda.ServerMessage.Interrupted;
import coda.voice.protocol.coda.ServerMessage.PlaybackHeld;
import coda.voice.protocol.coda.ServerMessage.PlaybackResumed;
import coda.voice.protocol.coda.ServerMessage.Transcript;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.ServerMessage.VoiceStreamChunk;
import coda.voice.server.demo.ReplyRecord.Ending;
import coda.voice.server.demo.ReplyRecord.Interruption;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Notes what the server says and plays its replies onto the tape. The client's thread calls it,
 * others wait on it.
 */
final class Observer implements CodaListener {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Timeline timeline;
  private final StereoTape tape;
  private final DoubleSupplier clock;
  private final List<ReplyRecord> replies = new ArrayList<>();
  private final List<Heard> transcripts = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Consumer<Playback> server;
  private String lastPartial = "";
  private long receivedSamples;
  private boolean over;

  /**
   * A final transcript.
   *
   * @param atMs when it came
   * @param text what was understood
   */
  record Heard(double atMs, String text) {}

  /**
   * An observer of one conversation.
   *
   * @param clock milliseconds since the microphone was switched on
   * @param server told how much of a reply was played
   */
  Observer(Timeline timeline, StereoTape tape, DoubleSupplier clock, Consumer<Playback> server) {
    this.timeline = timeline;
    this.tape = tape;
    this.clock = clock;
    this.server = server;
  }

  @Override
  public void onEvent(CodaEvent event) {
    double now = clock.getAsDouble();
    lock.lock();
    try {
      switch (event) {
        case CodaEvent.Message message -> said(message.envelope().message(), now);
        case CodaEvent.Audio audio ->
            heard(audio.frame().payload().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer(), now);
        case CodaEvent.Reconnecting lost -> problems.add("connection lost: " + lost.reason());
        case CodaEvent.GaveUp lost -> problems.add("connection lost: " + lost.reason());
        case CodaEvent.Malformed wrong -> problems.add(wrong.problem().getMessage());
        case CodaEvent.BegunAnew lost -> problems.add("conversation lost: " + lost.code());
        case CodaEvent.Connected e -> {}
        case CodaEvent.Resumed e -> {}
        case CodaEvent.Closed e -> over = true;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void said(ServerMessage message, double now) {
    switch (message) {
      case Transcript transcript -> transcribed(transcript, now);
      case VoiceStreamChunk chunk -> {
        update(chunk.responseId(), reply -> reply.withText(chunk.textContent()));
        if (!chunk.textContent().isBlank()) {
          timeline.add(now, "assistant", "says", chunk.textContent().strip());
        }
      }
      case PlaybackHeld e -> hold(now);
      case PlaybackResumed e -> resume(now);
      case Interrupted cut -> interrupted(cut, now);
      case VoiceResponse response -> {
        String outcome = response.outcome().name().toLowerCase(Locale.ROOT);
        update(
            response.responseId(),
            reply ->
                reply.with(
                    new Ending(response.outcome(), response.textContent(), response.latency())));
        timeline.add(now, "assistant", "reply ended", outcome);
        tape.resume(StereoTape.samples(now));
      }
      // Sound that was on its way when the server ended the conversation finds none any more.
      case Failure late when over && late.code().equals(CONVERSATION_NOT_ACTIVE.code()) -> {}
      case Failure failure -> {
        problems.add(failure.error() + " (" + failure.code() + ")");
        timeline.add(now, "server", "error", failure.error() + " (" + failure.code() + ")");
      }
      case ConversationEnded e -> {
        over = true;
        timeline.add(now, "server", "ended", "the conversation");
      }
      default -> {}
    }
  }

  private void transcribed(Transcript transcript, double now) {
    if (transcript.isFinal()) {
      transcripts.add(new Heard(now, transcript.text()));
      lastPartial = "";
      timeline.add(now, "server", "final", transcript.text());
    } else if (!transcript.text().equals(lastPartial)) {
      lastPartial = transcript.text();
      timeline.add(now, "server", "partial", transcript.text());
    }
  }

  private void heard(ShortBuffer audio, double now) {
    short[] samples = new short[audio.remaining()];
    audio.get(samples);
    if (samples.length == 0 || replies.isEmpty()) {
      return;
    }
    tape.play(samples, StereoTape.samples(now));
    ReplyRecord reply = replies.getLast();
    if (reply.firstAudioMs().isEmpty()) {
      receivedSamples = 0;
      replies.set(replies.size() - 1, reply.withFirstAudio(now));
      timeline.add(now, "assistant", "first audio", "");
    }
    receivedSamples += samples.length;
  }

  /**
   * As a considerate client does: falls silent while the server decides, and says where it stands.
   */
  private void hold(double now) {
    int at = StereoTape.samples(now);
    int unplayed = tape.assistantEnd() - at;
    if (unplayed > 0 && !replies.isEmpty()) {
      tape.hold(at);
      long played = Math.round(StereoTape.ms(receivedSamples - unplayed));
      server.accept(new Playback(replies.getLast().id(), Math.max(0, played)));
      timeline.add(now, "assistant", "held", "");
    }
  }

  private void resume(double now) {
    tape.resume(StereoTape.samples(now));
    timeline.add(now, "assistant", "resumed", "");
  }

  private void interrupted(Interrupted cut, double now) {
    // What was sent is played until here; the rest of it is thrown away.
    double until = Math.min(now, StereoTape.ms(tape.assistantEnd()));
    tape.cut(StereoTape.samples(now));
    update(
        cut.responseId(),
        reply ->
            reply.with(
                new Interruption(
                    until,
                    cut.heardText(),
                    cut.heardMs(),
                    until - reply.firstAudioMs().orElse(until))));
    timeline.add(
        now,
        "assistant",
        "interrupted",
        "heard %d ms: \"%s\"".formatted(cut.heardMs(), cut.heardText()));
  }

  private void update(String id, UnaryOperator<ReplyRecord> change) {
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i).id().equals(id)) {
        replies.set(i, change.apply(replies.get(i)));
        return;
      }
    }
    replies.add(change.apply(ReplyRecord.begun(id)));
  }

  /** All replies so far. */
  List<ReplyRecord> replies() {
    lock.lock();
    try {
      return List.copyOf(replies);
    } finally {
      lock.unlock();
    }
  }

  /** All final transcripts so far. */
  List<Heard> transcripts() {
    lock.lock();
    try {
      return List.copyOf(transcripts);
    } finally {
      lock.unlock();
    }
  }

  /** What went wrong on the connection so far. */
  List<String> problems() {
    lock.lock();
    try {
      return List.copyOf(problems);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the server has ended the conversation. */
  boolean over() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for something to hold of the replies; it is looked at after every event and, because time
   * alone may make it true, fifty times a second.
   *
   * @return whether it holds; false when the time or the conversation is over first
   */
  boolean await(Predicate<List<ReplyRecord>> condition, long timeoutMs)
      throws InterruptedException {
    long end = System.nanoTime() + timeoutMs * 1_000_000;
    lock.lock();
    try {
      while (!condition.test(replies)) {
        if (over || System.nanoTime() - end >= 0) {
          return false;
        }
        changed.await(20, TimeUnit.MILLISECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
