package coda.voice.benchmarks;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.TurnTimer;
import coda.voice.engine.TurnDetector.TurnOutlook;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a spoken turn, its answer and an interruption cost the turn machine, per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TurnMachineBenchmark {
  private static final List<TurnEvent> CONVERSATION =
      List.of(
          new TurnEvent.SpeechStarted(1060, 1000),
          new TurnEvent.SpeechContinued(1100, 100),
          new TurnEvent.PartialTranscript(1500, "item_1", "what time", 2, TurnOutlook.INCOMPLETE),
          new TurnEvent.SpeechStopped(2200, 2000, 1000, TurnOutlook.COMPLETE),
          new TurnEvent.TimerFired(2300, TurnTimer.END_OF_TURN),
          new TurnEvent.FinalTranscript(2320, "item_1", "what time is it", 4),
          new TurnEvent.ReplyTextBegan(2400, "reply_1"),
          new TurnEvent.ReplySpeechBegan(2500, "reply_1"),
          new TurnEvent.PlaybackProgressed(3000, "reply_1"),
          new TurnEvent.SpeechStarted(3060, 3000),
          new TurnEvent.SpeechContinued(3300, 300),
          new TurnEvent.Cleared(3400));

  private static final int EVENTS = 12;

  private final TurnState opened =
      TurnState.initial(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);

  /** One event. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public TurnState event() {
    TurnState state = opened;
    for (TurnEvent event : CONVERSATION) {
      state = TurnMachine.next(state, event).state();
    }
    return state;
  }
}
