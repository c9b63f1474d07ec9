/** What is counted and measured, and how it is read. */
@NullMarked
package coda.voice.server.metrics;

import org.jspecify.annotations.NullMarked;
