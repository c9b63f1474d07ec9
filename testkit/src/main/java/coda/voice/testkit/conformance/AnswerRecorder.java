package coda.voice.testkit.conformance;

import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes down what an answer's listener is told, and whether two calls overlap. */
public final class AnswerRecorder implements AnswerListener {
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final List<TokenCount> counts = new CopyOnWriteArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean overlapped;
  private volatile Consumer<Told> reaction = what -> {};

  /** A recorder that only writes. */
  public AnswerRecorder() {}

  /**
   * Does something whenever it is told something, on the engine's thread.
   *
   * @param what gets what was told
   */
  public AnswerRecorder reacting(Consumer<Told> what) {
    reaction = what;
    return this;
  }

  /** All it was told, in order. */
  public List<Told> told() {
    return List.copyOf(told);
  }

  /** All text so far. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Told each : told) {
      if (each instanceof Told.Text piece) {
        text.append(piece.delta());
      }
    }
    return text.toString();
  }

  /** The tool calls so far. */
  public List<ToolCall> calls() {
    return told.stream()
        .filter(Told.Call.class::isInstance)
        .map(each -> ((Told.Call) each).call())
        .toList();
  }

  /** What it was told the answer cost, in order; not among what {@link #told} gives. */
  public List<TokenCount> counts() {
    return List.copyOf(counts);
  }

  /** Whether the end was told. */
  public boolean over() {
    return told.stream().anyMatch(Told::last);
  }

  /** The failure, if it ended with one. */
  public Optional<EngineException> failure() {
    return told.stream()
        .filter(Told.Failed.class::isInstance)
        .map(each -> ((Told.Failed) each).failure())
        .findFirst();
  }

  /** Whether one call began while another ran. */
  public boolean overlapped() {
    return overlapped;
  }

  @Override
  public void onText(String delta) {
    add(new Told.Text(delta));
  }

  @Override
  public void onToolCall(ToolCall call) {
    add(new Told.Call(call));
  }

  @Override
  public void onCount(TokenCount count) {
    counts.add(count);
  }

  @Override
  public void onDone() {
    add(new Told.Done());
  }

  @Override
  public void onFailure(EngineException failure) {
    add(new Told.Failed(failure));
  }

  private void add(Told what) {
    overlapped |= inside.getAndIncrement() > 0;
    told.add(what);
    reaction.accept(what);
    inside.decrementAndGet();
  }

  /** What a listener is told. */
  public sealed interface Told {
    /** Whether nothing may follow. */
    default boolean last() {
      return false;
    }

    /** Words. */
    record Text(String delta) implements Told {}

    /** A tool call. */
    record Call(ToolCall call) implements Told {}

    /** The end. */
    record Done() implements Told {
      @Override
      public boolean last() {
        return true;
      }
    }

    /** The end with a failure. */
    record Failed(EngineException failure) implements Told {
      @Override
      public boolean last() {
        return true;
      }
    }
  }
}
