/** Recordings of any kind that is read, known by what is in them. */
@NullMarked
package coda.voice.audio.file;

import org.jspecify.annotations.NullMarked;
