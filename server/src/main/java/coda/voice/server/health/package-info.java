/** How the server is: what {@code /health/ready} answers and who is let in. */
@NullMarked
package coda.voice.server.health;

import org.jspecify.annotations.NullMarked;
