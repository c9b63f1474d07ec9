/** What happens to whom when something fails: upstream servers, clients, the disk, the clock. */
@NullMarked
package coda.voice.server.faults;

import org.jspecify.annotations.NullMarked;
