/** The command {@code talk}: one spoken or typed turn, or a conversation by microphone. */
@NullMarked
package coda.voice.client.cli;

import org.jspecify.annotations.NullMarked;
