package coda.voice.gateway.speech;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.COMPONENT;
import static coda.voice.ErrorFamily.PROTOCOL;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why a recording is not recognised, or a text not spoken, that came in a request of its own. */
public enum SpeechError implements ErrorCode {
  SPEECH_VALUE_INVALID(
      in(PROTOCOL, "A field of the request has a value that is not possible here")
          .client("Correct the field that the message names")
          .http(400)),
  SPEECH_FIELD_MISSING(
      in(PROTOCOL, "A field that the request needs is not there")
          .client("Add the field that the message names")
          .http(400)),
  SPEECH_FORMAT_UNSUPPORTED(
      in(PROTOCOL, "A format of sound that is not read or not written")
          .client("Take a format that the message names")
          .http(400)),
  SPEECH_FORM_INVALID(
      in(PROTOCOL, "The form that was uploaded is damaged, or too large in its fields")
          .client("Send a form as HTTP clients make it")
          .http(400)),
  SPEECH_MEDIA_TYPE(
      in(PROTOCOL, "The body is not of the media type that the path takes, or it is compressed")
          .client("Send the type that the message names, not compressed")
          .http(415)),
  SPEECH_UPLOAD_TOO_LARGE(
      in(PROTOCOL, "The upload has more bytes than is allowed")
          .client("Send a smaller or shorter recording, or one in Opus")
          .operator("Raise server.limits.upload_bytes if users need it")
          .http(413)),
  SPEECH_UPLOADS_FULL(
      in(COMPONENT, "Uploads of others take all the memory that there is for them")
          .client("Wait as long as retry-after says")
          .operator("Look at who uploads; lower server.limits.upload_bytes or add servers")
          .later()
          .http(503)),
  SPEECH_CLIENT_GONE(
      in(PROTOCOL, "The client was gone before its request was answered")
          .client("Stay until the answer has come")
          .http(499)),
  SPEECH_MODEL_UNKNOWN(
      in(PROTOCOL, "There is no engine of that name").client("List the models").http(404));

  private final ErrorFacts facts;

  SpeechError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
