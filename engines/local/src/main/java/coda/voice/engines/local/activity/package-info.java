/** Voice activity detection: WebRTC's where its library loads, pure Java otherwise. */
@NullMarked
package coda.voice.engines.local.activity;

import org.jspecify.annotations.NullMarked;
