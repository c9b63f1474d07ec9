package coda.voice.testkit.scenario;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.routing.HybridStrategy;
import coda.voice.conversation.routing.Selection;
import java.util.List;

/** A setting of the session. */
public sealed interface Setting extends Given {
  /** A setting that can also change while the session runs. */
  sealed interface Changeable extends Setting, Action {}

  /**
   * How turns are taken.
   *
   * @param mode which way
   */
  record Mode(ConversationMode mode) implements Changeable {}

  /**
   * Who answers.
   *
   * @param mode which way
   */
  record Processing(ProcessingMode mode) implements Changeable {}

  /**
   * How both answer in hybrid mode.
   *
   * @param strategy which way
   */
  record Strategy(HybridStrategy strategy) implements Setting {}

  /**
   * What makes the better one of two answers.
   *
   * @param selection what
   */
  record Preference(Selection selection) implements Setting {}

  /**
   * A time of the modes with a duplex model.
   *
   * @param what which
   * @param ms how long
   */
  record TimeOfMode(ModeTime what, long ms) implements Setting {
    /** Checks the range. */
    public TimeOfMode {
      if (!what.allows(ms)) {
        throw new IllegalArgumentException("no session has such a time");
      }
    }
  }

  /**
   * A time of turn-taking.
   *
   * @param what which
   * @param ms how long
   */
  record Time(TimeSetting what, long ms) implements Changeable {
    /** Checks the range. */
    public Time {
      if (ms < 0 || ms > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("a time of turn-taking is at least 0.0");
      }
    }
  }

  /**
   * How many words over the assistant are an interruption.
   *
   * @param words 0: the length of the speech decides
   */
  record InterruptionWords(int words) implements Changeable {}

  /**
   * Whether answers are prepared while the user may still go on.
   *
   * @param on whether
   */
  record Speculation(boolean on) implements Changeable {}

  /**
   * How likely a frame must be speech to count.
   *
   * @param share 0 to 1
   */
  record SpeechThreshold(double share) implements Changeable {}

  /**
   * Whether turns are answered without being asked for.
   *
   * @param on whether
   */
  record Answering(boolean on) implements Changeable {}

  /**
   * What speech over an answer does to it.
   *
   * @param how which way
   */
  record Yields(Yielding how) implements Changeable {}

  /**
   * What the assistant says when the session begins.
   *
   * @param text what
   */
  record Greeting(String text) implements Setting {}

  /**
   * What the assistant says when nobody has said anything for long.
   *
   * @param text what
   */
  record IdlePrompt(String text) implements Setting {}

  /**
   * What is said instead of an answer that does not come.
   *
   * @param text what
   */
  record ApologyForNoAnswer(String text) implements Setting {}

  /**
   * What is said when an answer breaks off.
   *
   * @param text what
   */
  record ApologyForBrokenAnswer(String text) implements Setting {}

  /**
   * What says "go on" and is no interruption.
   *
   * @param texts words or phrases
   */
  record Backchannels(List<String> texts) implements Setting {
    /** Copies the list. */
    public Backchannels {
      texts = List.copyOf(texts);
      if (texts.isEmpty()) {
        throw new IllegalArgumentException("there is at least one backchannel");
      }
    }
  }
}
