package coda.voice.testkit.peers.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * How a scripted server answers one request, step by step. An answer that does not say how it ends
 * ends as it should. Immutable: every method returns a longer script.
 *
 * @param steps what happens, in order
 */
public record ScriptedAnswer(List<Step> steps) {
  /** Copies the steps. */
  public ScriptedAnswer {
    steps = List.copyOf(steps);
  }

  /** Nothing yet: waiting first happens before the head of the response is sent. */
  public static ScriptedAnswer empty() {
    return new ScriptedAnswer(List.of());
  }

  /**
   * Words at once.
   *
   * @param tokens one each
   */
  public static ScriptedAnswer says(String... tokens) {
    return empty().say(tokens);
  }

  /**
   * A refusal instead of an answer.
   *
   * @param status of HTTP
   * @param message in the words of the server
   */
  public static ScriptedAnswer refuses(int status, String message) {
    return empty().then(new Step.Refuse(status, message));
  }

  /** More words. */
  public ScriptedAnswer say(String... tokens) {
    ScriptedAnswer all = this;
    for (String token : tokens) {
      all = all.then(new Step.Say(token));
    }
    return all;
  }

  /** Reasoning in the field servers have for it. */
  public ScriptedAnswer think(String text) {
    return then(new Step.Think(text));
  }

  /** A wait in ms. */
  public ScriptedAnswer pause(long millis) {
    return then(new Step.Pause(millis));
  }

  /** Waits until the client goes away. */
  public ScriptedAnswer hold() {
    return then(new Step.Hold());
  }

  /** Sends the head of the response now, before the first token. */
  public ScriptedAnswer head() {
    return then(new Step.Head());
  }

  /** A tool call. */
  public ScriptedAnswer call(String tool, String arguments) {
    return then(new Step.Call(tool, arguments));
  }

  /** A piece of the stream that is no JSON. */
  public ScriptedAnswer garbage() {
    return then(new Step.Garbage());
  }

  /** An error reported within the stream. */
  public ScriptedAnswer error(String message) {
    return then(new Step.Report(message));
  }

  /** The connection ends in one of the ways it should not. */
  public ScriptedAnswer die(Death death) {
    return then(new Step.Die(death));
  }

  /** The end, for a reason other than that all was said ({@code length}). */
  public ScriptedAnswer finish(String reason) {
    return then(new Step.Finish(reason));
  }

  private ScriptedAnswer then(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new ScriptedAnswer(longer);
  }

  /** How a connection dies. */
  public enum Death {
    /** A TCP reset. */
    RESET,
    /** In the middle of a chunk. */
    TRUNCATED,
    /** The HTTP response ends properly, but the answer in it does not. */
    EARLY_END
  }

  /** What happens. */
  public sealed interface Step {
    /** A token. */
    record Say(String text) implements Step {}

    /** A piece of reasoning. */
    record Think(String text) implements Step {}

    /** A wait. */
    record Pause(long millis) implements Step {}

    /** A wait for the client to go. */
    record Hold() implements Step {}

    /** The head of the response. */
    record Head() implements Step {}

    /** A tool call. */
    record Call(String tool, String arguments) implements Step {}

    /** Something unreadable. */
    record Garbage() implements Step {}

    /** An error within the stream. */
    record Report(String message) implements Step {}

    /** The end of the connection. */
    record Die(Death death) implements Step {}

    /** The end of the answer. */
    record Finish(String reason) implements Step {}

    /** No answer at all. */
    record Refuse(int status, String message) implements Step {}
  }
}
