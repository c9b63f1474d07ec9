/** Voice activity: is somebody speaking in this frame? */
@NullMarked
package coda.voice.audio.activity;

import org.jspecify.annotations.NullMarked;
