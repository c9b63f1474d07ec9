package coda.voice.testkit.scenario;

import java.util.List;

/** What an engine is told to do. */
public sealed interface EngineScript extends Given {
  /**
   * The assistant's next answer; without any it answers "Yes.".
   *
   * @param steps how it goes, at least one
   */
  record Answer(List<AnswerStep> steps) implements EngineScript {
    /** Copies the list. */
    public Answer {
      steps = atLeastOne(steps);
    }
  }

  /**
   * The assistant's answer whenever it is asked just this.
   *
   * @param asked what
   * @param steps how it goes, at least one
   */
  record AnswerTo(String asked, List<AnswerStep> steps) implements EngineScript {
    /** Copies the list. */
    public AnswerTo {
      steps = atLeastOne(steps);
    }
  }

  /**
   * A tool the assistant may call.
   *
   * @param name its name
   * @param manners how it works: at once, with the result "done", without side effects, unless said
   *     otherwise
   */
  record HasTool(String name, List<ToolManner> manners) implements EngineScript {
    /** Copies the list. */
    public HasTool {
      manners = List.copyOf(manners);
    }
  }

  /**
   * How long the voice takes for its first sound of a sentence.
   *
   * @param ms how long
   */
  record VoiceStartsAfter(long ms) implements EngineScript {}

  /**
   * The voice fails.
   *
   * @param sentence in which one of all it speaks, from 1
   */
  record VoiceFails(int sentence) implements EngineScript {}

  /**
   * The voice stops and never ends.
   *
   * @param sentence in which one of all it speaks, from 1
   * @param words after how many words of it
   */
  record VoiceStalls(int sentence, int words) implements EngineScript {}

  /**
   * The language model refuses answers because it is busy.
   *
   * @param answers how many, the first ones
   */
  record ModelIsBusy(int answers) implements EngineScript {}

  /**
   * The voice refuses sentences because it is busy.
   *
   * @param sentences how many, the first ones
   */
  record VoiceIsBusy(int sentences) implements EngineScript {}

  /** The voice does not say where words begin. */
  record VoiceMarksNoWords() implements EngineScript {}

  /** The recogniser tells words only at the end. */
  record RecognizerTellsNoPartials() implements EngineScript {}

  /**
   * The recogniser refuses turns because it is busy.
   *
   * @param turns how many, the first ones
   */
  record RecognizerIsBusy(int turns) implements EngineScript {}

  private static List<AnswerStep> atLeastOne(List<AnswerStep> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("an answer has at least one step");
    }
    return List.copyOf(steps);
  }
}
