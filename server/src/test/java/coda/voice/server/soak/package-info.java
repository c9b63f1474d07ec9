/** Tests of the soak. */
@NullMarked
package coda.voice.server.soak;

import org.jspecify.annotations.NullMarked;
