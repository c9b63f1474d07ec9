/**
 * What {@code moshi-server} and its clients say to each other: MessagePack maps with string keys,
 * one in each binary WebSocket message, told apart by their key {@code type}.
 */
@NullMarked
package coda.voice.engines.kyutai.messages;

import org.jspecify.annotations.NullMarked;
