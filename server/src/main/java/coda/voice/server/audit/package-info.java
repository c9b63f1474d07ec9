/** Who has changed what on a running server. */
@NullMarked
package coda.voice.server.audit;

import org.jspecify.annotations.NullMarked;
