/**
 * Speech by the request: the paths under {@code /v1} by which OpenAI's clients have recordings
 * recognised and texts spoken, over the engines of this server.
 */
@NullMarked
package coda.voice.gateway.speech;

import org.jspecify.annotations.NullMarked;
