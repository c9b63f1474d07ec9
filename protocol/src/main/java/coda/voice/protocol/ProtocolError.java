package coda.voice.protocol;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.PROTOCOL;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why a message cannot be understood. It has changed nothing; the connection stays. */
public enum ProtocolError implements ErrorCode {
  PROTOCOL_NOT_JSON(
      in(PROTOCOL, "The text is not JSON, is cut off, or gives a field twice")
          .client("Send one whole JSON object a message")
          .http(400)),
  PROTOCOL_NOT_OBJECT(
      in(PROTOCOL, "The text is JSON, but not one object")
          .client("Send one whole JSON object a message")
          .http(400)),
  PROTOCOL_UNKNOWN_TYPE(
      in(PROTOCOL, "No message is called that").client("Correct the type").http(400)),
  PROTOCOL_FIELD_MISSING(
      in(PROTOCOL, "A required field is absent").client("Send the field").http(400)),
  PROTOCOL_FIELD_INVALID(
      in(PROTOCOL, "A field holds something it cannot hold")
          .was("CONFIG")
          .client("Send what the message says is allowed")
          .http(400)),
  PROTOCOL_TOO_LARGE(
      in(PROTOCOL, "A limit on size, depth, names or numbers is passed")
          .was("AUDIO_002")
          .client("Send less at once")
          .http(413)),
  PROTOCOL_AUDIO_ENCODING(
      in(PROTOCOL, "Audio in a text message is not the hex or base64 that was agreed")
          .was("AUDIO_004")
          .client("Encode it as agreed, or send binary frames")
          .http(400)),
  PROTOCOL_BINARY_FRAME(
      in(PROTOCOL, "A binary frame is too short or of no known kind")
          .was("STREAM_003")
          .client("Write the header as the protocol says")
          .http(400));

  private final ErrorFacts facts;

  ProtocolError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
