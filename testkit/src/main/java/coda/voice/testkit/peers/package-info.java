/**
 * Peers: servers that imitate real ones by a script, as strict as the strictest, with every quirk a
 * switch. For tests and demonstrations only; nothing on a production path knows them.
 */
@NullMarked
package coda.voice.testkit.peers;

import org.jspecify.annotations.NullMarked;
