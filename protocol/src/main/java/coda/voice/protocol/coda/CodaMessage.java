package coda.voice.protocol.coda;

/** A message of the Coda protocol, either way. */
public sealed interface CodaMessage permits ClientMessage, ServerMessage {
  /** The name in the envelope's {@code type}. */
  String type();
}
