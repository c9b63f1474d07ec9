/** WebRTC's native audio library: is it here, and if not, why? */
@NullMarked
package coda.voice.audio.webrtc;

import org.jspecify.annotations.NullMarked;
