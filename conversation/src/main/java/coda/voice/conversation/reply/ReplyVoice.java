package coda.voice.conversation.reply;

import coda.voice.engine.Synthesizer;
import java.util.function.DoubleSupplier;

/**
 * How one answer is spoken: fixed when the answer begins.
 *
 * @param synthesizer who speaks
 * @param language BCP 47
 * @param voice a voice of the synthesiser, or empty for its default
 * @param rate speed of the next sentence, 0.5 to 2; asked for every sentence
 * @param outputRate rate of the session's reply audio, in Hz
 */
public record ReplyVoice(
    Synthesizer synthesizer, String language, String voice, DoubleSupplier rate, int outputRate) {}
