/**
 * Who speaks when: the state machine of turn-taking.
 *
 * <p>{@link coda.voice.conversation.turn.TurnMachine#next} is one total, pure function from a state
 * and an event to the next state and the effects to carry out. No I/O, no clock, no threads: time
 * enters only in events, so any conversation can be replayed and every rule argued about without
 * audio.
 */
@NullMarked
package coda.voice.conversation.turn;

import org.jspecify.annotations.NullMarked;
