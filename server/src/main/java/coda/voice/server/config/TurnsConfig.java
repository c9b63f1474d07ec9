package coda.voice.server.config;

import coda.voice.conversation.TurnSettings;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How turns are taken; times in milliseconds.
 *
 * @param preRollMs audio kept from before speech was noticed
 * @param minSpeechMs less speech than this is no turn
 * @param completeSilenceMs silence that ends a turn whose words certainly are all
 * @param silenceMs silence that ends a turn nobody can judge
 * @param incompleteSilenceMs silence that ends a turn whose words promise more
 * @param interruptionMs speech over the assistant before its words may interrupt
 * @param interruptionWords words over the assistant that interrupt it, agreement not counted
 * @param falseInterruptionMs after so long without words a held answer goes on
 * @param finalTranscriptMs wait for the final transcript after a turn's end
 * @param firstTextMs wait for the first words of an answer
 * @param firstAudioMs wait for the first sound of an answer
 * @param replyBudgetMs longest time from a turn's end to the first sound
 * @param stallMs longest pause inside an answer before it is given up
 * @param toolMs how long an answer waits for its tools
 * @param maxTurnMs longest single turn of the user
 * @param idleMs a session without anything happening ends
 * @param idlePromptMs quiet after which the assistant speaks up once
 * @param suspensionMs how long a lost connection may take to come back
 * @param speculation whether answers are begun before it is certain that the turn is over
 * @param speechThreshold probability from which audio counts as speech
 */
public record TurnsConfig(
    @Setting(
            value = "300",
            about = "Audio kept from before speech was noticed, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(0) @Max(2_000) int preRollMs,
    @Setting(
            value = "120",
            about = "Less speech than this is no turn, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(20) @Max(2_000) int minSpeechMs,
    @Setting(
            value = "200",
            about = "Silence that ends a turn whose words certainly are all, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(10_000) int completeSilenceMs,
    @Setting(
            value = "1000",
            about = "Silence that ends a turn nobody can judge, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(10_000) int silenceMs,
    @Setting(
            value = "2500",
            about = "Silence that ends a turn whose words promise more, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(20_000) int incompleteSilenceMs,
    @Setting(
            value = "300",
            about = "Speech over the assistant before its words may interrupt, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(20) @Max(5_000) int interruptionMs,
    @Setting(
            value = "1",
            about =
                "Words over the assistant that interrupt it, those of agreement not counted; with 0"
                    + " the length of the speech decides.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(0) @Max(10) int interruptionWords,
    @Setting(
            value = "1500",
            about = "A held answer goes on after so long without words, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(10_000) int falseInterruptionMs,
    @Setting(value = "1500", about = "Wait for the final transcript after a turn's end, in ms.")
        @Min(100) @Max(30_000) int finalTranscriptMs,
    @Setting(value = "2000", about = "Wait for the first words of an answer, in ms.")
        @Min(100) @Max(60_000) int firstTextMs,
    @Setting(value = "3000", about = "Wait for the first sound of an answer, in ms.")
        @Min(100) @Max(60_000) int firstAudioMs,
    @Setting(
            value = "4000",
            about = "Longest time from a turn's end to the first sound, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(120_000) int replyBudgetMs,
    @Setting(
            value = "4000",
            about = "Longest pause inside an answer before it is given up, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(60_000) int stallMs,
    @Setting(
            value = "30000",
            about = "How long an answer waits for its tools before it is given up, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(600_000) int toolMs,
    @Setting(
            value = "300000",
            about = "Longest single turn of the user, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(1_000) @Max(600_000) int maxTurnMs,
    @Setting(
            value = "300000",
            about = "A session without anything happening ends after this, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(1_000) @Max(3_600_000) int idleMs,
    @Setting(
            value = "0",
            about = "Quiet after which the assistant speaks up once, in ms; 0 for never.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(0) @Max(600_000) int idlePromptMs,
    @Setting(
            value = "30000",
            about = "How long a lost connection may take to come back, in ms; 0 for not at all.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(0) @Max(300_000) int suspensionMs,
    @Setting(
            value = "true",
            about = "Whether answers are begun before it is certain that the turn is over.",
            applies = Applies.NEXT_CONVERSATION)
        boolean speculation,
    @Setting(
            value = "0.5",
            about = "Probability from which audio counts as speech.",
            applies = Applies.NEXT_CONVERSATION)
        @DecimalMin("0") @DecimalMax("1") double speechThreshold) {

  /** The same for a session. */
  public TurnSettings toSettings() {
    return new TurnSettings(
        preRollMs,
        minSpeechMs,
        completeSilenceMs,
        silenceMs,
        incompleteSilenceMs,
        interruptionMs,
        interruptionWords,
        falseInterruptionMs,
        finalTranscriptMs,
        firstTextMs,
        firstAudioMs,
        replyBudgetMs,
        stallMs,
        toolMs,
        maxTurnMs,
        idleMs,
        idlePromptMs,
        suspensionMs,
        speculation,
        speechThreshold);
  }
}
