/**
 * Several engines of one kind behind one: who is asked first, who takes over when that one fails
 * before it has delivered anything, and how long a failing engine is left alone.
 *
 * <p>A {@link coda.voice.engine.ladder.RecognizerLadder}, {@link
 * coda.voice.engine.ladder.SynthesizerLadder} or {@link
 * coda.voice.engine.ladder.LanguageModelLadder} is an engine like any other, so a conversation does
 * not know that it talks to a ladder; it only hears of a change through {@link
 * coda.voice.engine.EngineListener#onEngineChange}. For one piece of work (an utterance, a
 * sentence, an answer) at most two engines are really asked, and never two at the same time.
 */
@NullMarked
package coda.voice.engine.ladder;

import org.jspecify.annotations.NullMarked;
