package coda.voice.server.demo;

import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.ReconnectPolicy;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.server.demo.Microphone.Spoken;
import coda.voice.server.demo.Observer.Heard;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Leads the scripted user through a conversation with a server. */
final class DemoConversation {
  private static final long PATIENCE_MS = 20_000;
  private static final double PAUSE_MS = 700;
  private static final StreamFormat FORMAT =
      new StreamFormat(StereoTape.SAMPLE_RATE, 1, AudioFormat.PCM16, AudioEncoding.BINARY);

  private final StereoTape tape = new StereoTape();
  private final Timeline timeline;
  private List<String> problems = List.of();

  DemoConversation(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Both sides, as far as they came. */
  StereoTape tape() {
    return tape;
  }

  /** What went wrong on the connection. */
  List<String> problems() {
    return problems;
  }

  /**
   * Speaks all turns, unless one is not answered.
   *
   * @param server its address
   * @param turns what is said
   * @param utterances the same, recorded
   * @return one result per turn that was begun
   */
  List<TurnResult> hold(URI server, List<DemoTurn> turns, List<Utterance> utterances)
      throws InterruptedException {
    // The microphone is the clock of everything, and it needs the client, which needs the clock.
    ClientLine line = new ClientLine(tape);
    Microphone microphone = new Microphone(line);
    Observer observer = new Observer(timeline, tape, microphone::nowMs, line::send);
    ClientOptions options = ClientOptions.to(server).reconnect(ReconnectPolicy.NEVER).build();
    // Closed in the opposite order: nobody speaks into a closed connection.
    try (CodaClient client = new CodaClient(options, observer);
        microphone) {
      client.connect();
      client.startConversation(
          new ConversationStart(
              Optional.of("demo"),
              Optional.empty(),
              Optional.of(Mode.TRADITIONAL),
              Optional.empty(),
              Optional.empty(),
              List.of()));
      client.startVoice(new VoiceStart(Optional.empty(), AudioConfig.both(FORMAT)));
      line.connect(client, observer);
      microphone.start();
      List<TurnResult> results = speak(turns, utterances, microphone, observer);
      observer.await(replies -> microphone.nowMs() > end() + PAUSE_MS, PATIENCE_MS);
      problems = observer.problems();
      return results;
    }
  }

  private List<TurnResult> speak(
      List<DemoTurn> turns, List<Utterance> utterances, Microphone microphone, Observer observer)
      throws InterruptedException {
    List<TurnProgress> begun = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      DemoTurn turn = turns.get(i);
      TurnProgress progress = new TurnProgress(turn, observer.replies().size());
      if (!waitForTheMoment(turn, microphone, observer)) {
        break;
      }
      timeline.add(microphone.nowMs(), "user", "speaks", turn.says());
      progress.spoken = say(microphone, utterances.get(i));
      timeline.add(progress.spoken.endMs(), "user", "silent", "");
      begun.add(progress);
      boolean nextInterrupts = i + 1 < turns.size() && turns.get(i + 1).interrupts();
      boolean answered =
          observer.await(
              replies ->
                  replies.size() > progress.replyIndex
                      && (nextInterrupts
                          ? replies.get(progress.replyIndex).firstAudioMs().isPresent()
                          : replies.get(progress.replyIndex).ending().isPresent()),
              PATIENCE_MS);
      if (!answered || observer.over()) {
        break;
      }
    }
    return results(turns, begun, observer);
  }

  /** A turn on its way. */
  private static final class TurnProgress {
    private final DemoTurn turn;
    private final int replyIndex;
    private Spoken spoken = new Spoken(0, 0);

    TurnProgress(DemoTurn turn, int replyIndex) {
      this.turn = turn;
      this.replyIndex = replyIndex;
    }
  }

  /** A polite user waits for silence, an impatient one until enough of the answer was heard. */
  private boolean waitForTheMoment(DemoTurn turn, Microphone microphone, Observer observer)
      throws InterruptedException {
    if (turn.interrupts()) {
      return observer.await(
          replies ->
              replies.getLast().ending().isEmpty()
                  && replies
                      .getLast()
                      .firstAudioMs()
                      .filter(at -> microphone.nowMs() >= at + turn.interruptsAfterMs())
                      .isPresent(),
          PATIENCE_MS);
    }
    return observer.await(replies -> microphone.nowMs() >= end() + PAUSE_MS, PATIENCE_MS);
  }

  private double end() {
    return StereoTape.ms(tape.assistantEnd());
  }

  private static Spoken say(Microphone microphone, Utterance utterance)
      throws InterruptedException {
    try {
      return microphone.say(utterance).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the microphone failed", e);
    }
  }

  private static List<TurnResult> results(
      List<DemoTurn> turns, List<TurnProgress> begun, Observer observer) {
    List<ReplyRecord> replies = observer.replies();
    List<TurnResult> results = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      TurnProgress progress = begun.get(i);
      double until = i + 1 < begun.size() ? begun.get(i + 1).spoken.endMs() : Double.MAX_VALUE;
      Optional<ReplyRecord> reply =
          progress.replyIndex < replies.size()
              ? Optional.of(replies.get(progress.replyIndex))
              : Optional.empty();
      boolean interrupted = i + 1 < turns.size() && turns.get(i + 1).interrupts();
      results.add(
          TurnResult.of(
              progress.turn,
              progress.spoken,
              understood(observer.transcripts(), progress.spoken.startMs(), until),
              reply,
              Checks.of(progress.turn, reply, interrupted)));
    }
    return results;
  }

  private static String understood(List<Heard> transcripts, double from, double until) {
    return transcripts.stream()
        .filter(heard -> heard.atMs() >= from && heard.atMs() < until)
        .map(Heard::text)
        .reduce((first, second) -> second)
        .orElse("");
  }
}
