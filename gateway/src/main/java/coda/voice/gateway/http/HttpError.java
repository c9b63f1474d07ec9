package coda.voice.gateway.http;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.PROTOCOL;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why a request over HTTP is not carried out. */
public enum HttpError implements ErrorCode {
  HTTP_NOT_FOUND(in(PROTOCOL, "There is nothing at the path").client("Check the path").http(404)),
  HTTP_METHOD_NOT_ALLOWED(
      in(PROTOCOL, "The path does not take that method")
          .client("Take a method that the header allow names")
          .http(405)),
  HTTP_TOO_LARGE(in(PROTOCOL, "The body is larger than is allowed").client("Send less").http(413)),
  HTTP_NOT_JSON(
      in(PROTOCOL, "The body does not say that it is JSON")
          .client("Send content-type: application/json")
          .http(415)),
  HTTP_UPGRADE_REQUIRED(
      in(PROTOCOL, "The path speaks WebSocket only").client("Open a WebSocket").http(426)),
  HTTP_PARAMETER_INVALID(
      in(PROTOCOL, "A parameter of the path or the query is not as it must be")
          .client("Send what the message allows")
          .http(400)),
  HTTP_BODY_INVALID(
      in(PROTOCOL, "The body is not a JSON object").client("Send a JSON object").http(400)),
  HTTP_REFUSED(
      in(PROTOCOL, "The request is not possible; the status says more")
          .client("Correct the request")
          .http(400));

  private final ErrorFacts facts;

  HttpError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
