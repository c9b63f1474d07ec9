/** Which sessions there are now, for whoever runs the server. */
@NullMarked
package coda.voice.gateway.sessions;

import org.jspecify.annotations.NullMarked;
