/** Sound in MP4 files (ISO 14496-12), and AAC (ISO 14496-3), which it usually is. */
@NullMarked
package coda.voice.audio.mp4;

import org.jspecify.annotations.NullMarked;
