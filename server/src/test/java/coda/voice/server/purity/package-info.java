/** What keeps the turn machine a pure function. */
@NullMarked
package coda.voice.server.purity;

import org.jspecify.annotations.NullMarked;
