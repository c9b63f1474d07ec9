/**
 * Who answers a turn, and which of two answers is heard. Everything here is a function of what it
 * is given: there is no clock, no thread and no I/O but in the file of what was learned, and chance
 * comes from outside. Numbers are measured or absent, never assumed.
 */
@NullMarked
package coda.voice.conversation.routing;

import org.jspecify.annotations.NullMarked;
