package coda.voice.protocol.coda;

import java.util.OptionalInt;

/** {@link TurnChanges} as JSON. */
final class TurnChangesJson {
  private static final String SPECULATION = "speculation";
  private static final String THRESHOLD = "speech_threshold";

  private TurnChangesJson() {}

  static OptionalInt read(JsonFields fields, TurnField field) {
    return fields.integer(field.wireName(), field.min(), field.max());
  }

  static TurnChanges read(JsonFields fields) {
    return new TurnChanges(
        read(fields, TurnField.PRE_ROLL_MS),
        read(fields, TurnField.MIN_SPEECH_MS),
        read(fields, TurnField.COMPLETE_SILENCE_MS),
        read(fields, TurnField.SILENCE_MS),
        read(fields, TurnField.INCOMPLETE_SILENCE_MS),
        read(fields, TurnField.INTERRUPTION_MS),
        read(fields, TurnField.INTERRUPTION_WORDS),
        read(fields, TurnField.FALSE_INTERRUPTION_MS),
        read(fields, TurnField.FINAL_TRANSCRIPT_MS),
        read(fields, TurnField.FIRST_TEXT_MS),
        read(fields, TurnField.FIRST_AUDIO_MS),
        read(fields, TurnField.REPLY_BUDGET_MS),
        read(fields, TurnField.STALL_MS),
        read(fields, TurnField.TOOL_MS),
        read(fields, TurnField.MAX_TURN_MS),
        read(fields, TurnField.IDLE_MS),
        read(fields, TurnField.IDLE_PROMPT_MS),
        read(fields, TurnField.SUSPENSION_MS),
        fields.flag(SPECULATION),
        fields.number(THRESHOLD, 0, 1));
  }

  static void write(TurnChanges turns, JsonOut out) {
    for (TurnField field : TurnField.values()) {
      out.whole(field.wireName(), value(turns, field));
    }
    out.flag(SPECULATION, turns.speculation());
    out.number(THRESHOLD, turns.speechThreshold());
  }

  private static OptionalInt value(TurnChanges turns, TurnField field) {
    return switch (field) {
      case PRE_ROLL_MS -> turns.preRollMs();
      case MIN_SPEECH_MS -> turns.minSpeechMs();
      case COMPLETE_SILENCE_MS -> turns.completeSilenceMs();
      case SILENCE_MS -> turns.silenceMs();
      case INCOMPLETE_SILENCE_MS -> turns.incompleteSilenceMs();
      case INTERRUPTION_MS -> turns.interruptionMs();
      case INTERRUPTION_WORDS -> turns.interruptionWords();
      case FALSE_INTERRUPTION_MS -> turns.falseInterruptionMs();
      case FINAL_TRANSCRIPT_MS -> turns.finalTranscriptMs();
      case FIRST_TEXT_MS -> turns.firstTextMs();
      case FIRST_AUDIO_MS -> turns.firstAudioMs();
      case REPLY_BUDGET_MS -> turns.replyBudgetMs();
      case STALL_MS -> turns.stallMs();
      case TOOL_MS -> turns.toolMs();
      case MAX_TURN_MS -> turns.maxTurnMs();
      case IDLE_MS -> turns.idleMs();
      case IDLE_PROMPT_MS -> turns.idlePromptMs();
      case SUSPENSION_MS -> turns.suspensionMs();
    };
  }
}
