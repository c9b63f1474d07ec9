/**
 * What a journal tells, for people: who spoke when, what was held, cut, resumed; as text or SVG.
 */
@NullMarked
package coda.voice.conversation.timeline;

import org.jspecify.annotations.NullMarked;
