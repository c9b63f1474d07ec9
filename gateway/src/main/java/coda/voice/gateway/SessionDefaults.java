package coda.voice.gateway;

import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ModeSettings;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journals;
import coda.voice.conversation.store.ConversationKeeper;
import java.time.ZoneId;

/**
 * What a conversation begins with when the client does not say otherwise.
 *
 * @param mode who answers
 * @param modes how the modes with a duplex model work
 * @param conversationMode how turns are taken
 * @param language BCP 47
 * @param voice a voice of the synthesiser, or empty for its default
 * @param zone the user's time zone
 * @param playbackLeadMs how far ahead of real time replies are sent
 * @param turns the times of turn-taking
 * @param phrases what a session says by itself
 * @param enhancement what is done to the microphone's audio first
 * @param journals where it is recorded, if anywhere
 * @param keeper stores its turns, if anything does
 */
public record SessionDefaults(
    ProcessingMode mode,
    ModeSettings modes,
    ConversationMode conversationMode,
    String language,
    String voice,
    ZoneId zone,
    int playbackLeadMs,
    TurnSettings turns,
    PhraseDefaults phrases,
    EnhancementOptions enhancement,
    Journals journals,
    ConversationKeeper keeper) {}
