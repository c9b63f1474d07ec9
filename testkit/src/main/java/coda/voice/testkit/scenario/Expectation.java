package coda.voice.testkit.scenario;

import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Route;
import coda.voice.engine.LanguageModel.Role;
import java.util.List;

/** Something that must have come of a scenario. Times in ms; replies and turns count from 1. */
public sealed interface Expectation {
  /** The final transcripts, in order. */
  record Understood(List<String> texts) implements Expectation {
    /** Copies the list. */
    public Understood {
      texts = some(texts);
    }
  }

  /** No final transcript. */
  record NothingUnderstood() implements Expectation {}

  /** What the model was asked for answers that counted, in order. */
  record Asked(List<String> texts) implements Expectation {
    /** Copies the list. */
    public Asked {
      texts = some(texts);
    }
  }

  /** The model was asked nothing. */
  record NothingAsked() implements Expectation {}

  /** So many replies were announced, with these outcomes. */
  record Replies(int count, List<Outcome> outcomes) implements Expectation {
    /** Checks the numbers and copies the list. */
    public Replies {
      outcomes = List.copyOf(outcomes);
      if (outcomes.size() > count) {
        throw new IllegalArgumentException("there are more outcomes than replies");
      }
    }
  }

  /** What was really heard of each reply of which anything was heard, to the last whole word. */
  record Heard(List<String> texts) implements Expectation {
    /** Copies the list. */
    public Heard {
      texts = some(texts);
    }
  }

  /** Nothing was heard. */
  record NothingHeard() implements Expectation {}

  /** The sentences that were shown, in order. */
  record Shown(List<String> texts) implements Expectation {
    /** Copies the list. */
    public Shown {
      texts = some(texts);
    }
  }

  /** The whole history at the end. */
  record History(List<Line> lines) implements Expectation {
    /** Copies the list. */
    public History {
      lines = some(lines);
    }
  }

  /** The history is empty at the end. */
  record NoHistory() implements Expectation {}

  /** A line of the history. */
  record Line(Role who, String text) {}

  /** Playback was held so often. */
  record Held(int times) implements Expectation {}

  /** Playback went on so often. */
  record Resumed(int times) implements Expectation {}

  /** These turns of the user, and only these, led to nothing; by code. */
  record Dropped(List<String> codes) implements Expectation {
    /** Copies the list. */
    public Dropped {
      codes = some(codes);
    }
  }

  /** Every turn of the user led to something. */
  record NothingDropped() implements Expectation {}

  /** These problems, and only these, were told; by code. */
  record Problems(List<String> codes) implements Expectation {
    /** Copies the list. */
    public Problems {
      codes = some(codes);
    }
  }

  /** No problem was told. */
  record NoProblem() implements Expectation {}

  /** How often a tool ran. */
  record ToolRan(String tool, int times) implements Expectation {}

  /** So long after the last speech a turn was over, to the frame. */
  record TurnEnds(int turn, long afterSpeechMs) implements Expectation {}

  /** When the first sound of a reply was sent. */
  record ReplyBegins(int reply, long fromMs, long toMs) implements Expectation {}

  /** How long after the end of the turn the first sound of a reply was sent, at most. */
  record ReplyFollows(int reply, long withinMs) implements Expectation {}

  /** When a reply ended. */
  record ReplyEnds(int reply, long fromMs, long toMs) implements Expectation {}

  /** From the user's first sound over the assistant to the last frame sent, at most. */
  record QuietWithin(long ms) implements Expectation {}

  /** So many answers prepared early were used. */
  record SpeculationWon(int times) implements Expectation {}

  /** So many answers prepared early were thrown away. */
  record SpeculationWasted(int times) implements Expectation {}

  /** These things the assistant wanted to say were dropped; by text. */
  record NotSaid(List<String> texts) implements Expectation {
    /** Copies the list. */
    public NotSaid {
      texts = some(texts);
    }
  }

  /** Whose answers were told to be heard, in order; two of one reply when the chain took over. */
  record AnsweredBy(List<Answerer> who) implements Expectation {
    /** Copies the list. */
    public AnsweredBy {
      who = some(who);
    }
  }

  /** The ways the announced answers were told to go, in order. */
  record Routes(List<Route> routes) implements Expectation {
    /** Copies the list. */
    public Routes {
      routes = some(routes);
    }
  }

  /** In which modes it was told that the session works, in order, other than asked for or again. */
  record Modes(List<ProcessingMode> modes) implements Expectation {
    /** Copies the list. */
    public Modes {
      modes = some(modes);
    }
  }

  /** The session worked as it was asked to all the time. */
  record NoModeChange() implements Expectation {}

  /** How often the duplex model was opened, refusals not counted. */
  record DuplexOpened(int times) implements Expectation {}

  /** The session has ended. */
  record SessionOver(String reason) implements Expectation {}

  /** The session goes on. */
  record SessionGoesOn() implements Expectation {}

  private static <T> List<T> some(List<T> expected) {
    if (expected.isEmpty()) {
      throw new IllegalArgumentException("expect at least one");
    }
    return List.copyOf(expected);
  }
}
