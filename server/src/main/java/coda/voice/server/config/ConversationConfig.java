package coda.voice.server.config;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ProcessingMode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;

/**
 * What a conversation begins with when the client does not say otherwise.
 *
 * @param mode who answers
 * @param conversationMode how turns are taken
 * @param language BCP 47
 * @param voice a voice of the synthesiser, or empty for its default
 * @param timeZone of the user
 * @param playbackLeadMs how far ahead of real time replies are sent
 * @param journal what of a conversation is recorded
 * @param journalFolder where; relative to where the server was started
 * @param turns how turns are taken
 * @param modes how the modes with a duplex model work
 * @param phrases what a session says by itself
 */
public record ConversationConfig(
    @Setting(value = "adaptive", about = "Who answers.", applies = Applies.NEXT_CONVERSATION)
        ProcessingMode mode,
    @Setting(
            value = "full_duplex",
            about = "How turns are taken.",
            applies = Applies.NEXT_CONVERSATION)
        ConversationMode conversationMode,
    @Setting(
            value = "en-US",
            about = "Language spoken, BCP 47.",
            applies = Applies.NEXT_CONVERSATION)
        @Pattern(
            regexp = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
            message = "a BCP 47 tag such as en-US")
        String language,
    @Setting(
            value = "",
            about = "Voice of the synthesiser; empty is its default.",
            applies = Applies.NEXT_CONVERSATION)
        String voice,
    @Setting(
            value = "system",
            about = "Time zone of the user; system is the server's own.",
            applies = Applies.NEXT_CONVERSATION)
        ZoneId timeZone,
    @Setting(
            value = "400",
            about = "How far ahead of real time replies are sent, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(40) @Max(2_000) int playbackLeadMs,
    @Setting(
            value = "off",
            about =
                "What of every conversation is recorded: nothing, its events with all words, or its"
                    + " sound too.")
        JournalContent journal,
    @Setting(value = "journals", about = "Folder for these records; created when it is not there.")
        @NotBlank String journalFolder,
    TurnsConfig turns,
    ModesConfig modes,
    PhrasesConfig phrases) {}
