/** How the server writes its log. */
@NullMarked
package coda.voice.server.logging;

import org.jspecify.annotations.NullMarked;
