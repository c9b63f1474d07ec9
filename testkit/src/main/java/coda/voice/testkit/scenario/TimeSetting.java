package coda.voice.testkit.scenario;

/** The times of turn-taking, by the names they have in a scenario. */
public enum TimeSetting {
  /** Audio kept from before speech was noticed. */
  PRE_ROLL("preRollMs"),
  /** Less speech than this is no turn. */
  MINIMUM_SPEECH("minSpeechMs"),
  /** Silence that ends a turn that certainly is over. */
  COMPLETE_SILENCE("completeSilenceMs"),
  /** Silence that ends a turn nobody can judge. */
  SILENCE("silenceMs"),
  /** Silence that ends a turn whose words promise more. */
  INCOMPLETE_SILENCE("incompleteSilenceMs"),
  /** Speech over the assistant that is an interruption where words do not decide. */
  INTERRUPTION("interruptionMs"),
  /** After so long without words a held answer goes on. */
  FALSE_INTERRUPTION("falseInterruptionMs"),
  /** Wait for the final transcript. */
  FINAL_TRANSCRIPT("finalTranscriptMs"),
  /** Wait for the first words of an answer. */
  FIRST_TEXT("firstTextMs"),
  /** Wait for the first sound of an answer. */
  FIRST_AUDIO("firstAudioMs"),
  /** Longest time from a turn's end to the first sound. */
  REPLY_BUDGET("replyBudgetMs"),
  /** Longest pause inside an answer. */
  STALL("stallMs"),
  /** Longest wait for a tool. */
  TOOL_WAIT("toolMs"),
  /** Longest turn of the user. */
  LONGEST_TURN("maxTurnMs"),
  /** A session without anything happening ends. */
  IDLE("idleMs"),
  /** Quiet after which the assistant asks whether anybody is there; 0 is never. */
  IDLE_PROMPT("idlePromptMs"),
  /** How long a lost connection may be taken up again. */
  SUSPENSION("suspensionMs");

  private final String component;

  TimeSetting(String component) {
    this.component = component;
  }

  /** Its name among the settings of turn-taking. */
  public String component() {
    return component;
  }
}
