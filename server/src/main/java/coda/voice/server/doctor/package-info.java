/** What this machine can do: one finding per question, for people and for programs. */
@NullMarked
package coda.voice.server.doctor;

import org.jspecify.annotations.NullMarked;
