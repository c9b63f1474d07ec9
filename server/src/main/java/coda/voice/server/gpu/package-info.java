/** Graphics cards: what the configuration says against what is there, and the ledger over both. */
@NullMarked
package coda.voice.server.gpu;

import org.jspecify.annotations.NullMarked;
