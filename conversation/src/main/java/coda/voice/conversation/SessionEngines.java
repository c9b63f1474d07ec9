package coda.voice.conversation;

import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;

/**
 * The engines of a session, shared with all others.
 *
 * @param recognizer speech to words
 * @param synthesizer words to speech
 * @param languageModel what to answer
 * @param voiceActivity when somebody speaks
 * @param turnDetector when a turn is over
 */
public record SessionEngines(
    Recognizer recognizer,
    Synthesizer synthesizer,
    LanguageModel languageModel,
    VoiceActivityDetector voiceActivity,
    TurnDetector turnDetector) {}
