/** Tests of the examination of this machine. */
@NullMarked
package coda.voice.server.doctor;

import org.jspecify.annotations.NullMarked;
