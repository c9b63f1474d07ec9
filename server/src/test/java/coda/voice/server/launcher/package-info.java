/** Tests of the shell launcher {@code ./coda}, in a copy of the project with pretended JDKs. */
@NullMarked
package coda.voice.server.launcher;

import org.jspecify.annotations.NullMarked;
