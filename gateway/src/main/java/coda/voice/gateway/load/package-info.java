/** What the server has to do, and whether it has room for more. */
@NullMarked
package coda.voice.gateway.load;

import org.jspecify.annotations.NullMarked;
