/**
 * Voice activity detection as engines: WebRTC's detector, the pure-Java one, the better of both.
 */
@NullMarked
package coda.voice.engines.local.activity;

import org.jspecify.annotations.NullMarked;
