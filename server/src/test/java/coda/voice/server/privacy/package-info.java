/** What must never be logged. */
@NullMarked
package coda.voice.server.privacy;

import org.jspecify.annotations.NullMarked;
