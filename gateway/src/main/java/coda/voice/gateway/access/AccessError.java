package coda.voice.gateway.access;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.ACCESS;
import static coda.voice.ErrorFamily.CONFIGURATION;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why somebody is not let in, or may not do what they want. */
public enum AccessError implements ErrorCode {
  ACCESS_DENIED(
      in(ACCESS, "It is known who they are, and they may not do that")
          .was("NET_004")
          .client("Get a token with the scope that the message names")
          .operator("Grant the scope if they should have it")
          .http(403)),
  AUTH_REQUIRED(
      in(ACCESS, "Nothing was presented, and the server wants to know who asks")
          .was("NET_004")
          .client("Present a token or key; send auth first")
          .http(401)
          .closes(1008)),
  AUTH_FAILED(
      in(ACCESS, "The token or key that was presented is not accepted")
          .was("NET_004")
          .client("Get another one")
          .operator("The log says under the reference which check failed")
          .http(401)
          .closes(1008)),
  AUTH_EXPIRED(
      in(ACCESS, "The token was valid once")
          .was("NET_004")
          .client("Get a new one; a running connection takes it by auth before the old one ends")
          .http(401)
          .closes(4005)),
  AUTH_TOO_OFTEN(
      in(ACCESS, "Too many failed attempts from the address, or for the key")
          .was("NET_004")
          .client("Wait as long as retry_after_ms says")
          .operator("Look in the log at who fails, and why")
          .later()
          .http(429)),
  AUTH_UNAVAILABLE(
      in(ACCESS, "It cannot be found out who asks: keys cannot be fetched, or too many ask")
          .was("NET_004")
          .client("Wait as long as retry_after_ms says")
          .operator("See whether the issuer's keys can be reached")
          .later()
          .http(503)),
  AUTH_IN_QUERY(
      in(ACCESS, "A token stands in the address, which ends up in logs")
          .client("Present it in the Authorization header, a subprotocol or an auth message")
          .operator("Regard such a token as lost")
          .http(400)),
  AUTH_AMBIGUOUS(
      in(ACCESS, "Several tokens were presented at once").client("Present one").http(400)),
  ORIGIN_REFUSED(
      in(ACCESS, "A page of a site that may not use the server asks")
          .client("Serve the page from a site that may")
          .operator("List the site in security.origins if it may")
          .http(403)),
  HOST_REFUSED(
      in(ACCESS, "An open server on loopback was asked for by a foreign name")
          .client("Use localhost")
          .operator("List the name in security.hosts, or turn authentication on")
          .http(403)),
  CLIENT_TOKENS_EXHAUSTED(
      in(ACCESS, "Too many client tokens wait to be used")
          .client("Fetch a token only when a client is about to connect")
          .operator("Raise security.client_tokens.capacity if that is not abuse")
          .later()
          .http(503)),
  CLIENT_TOKEN_REQUEST_INVALID(
      in(ACCESS, "The request for a client token is wrong")
          .client("Correct what the message names")
          .http(400)),
  ACCESS_FILE_UNREADABLE(
      in(CONFIGURATION, "A file with keys cannot be read or written")
          .operator("See to the path and the rights of the file")),
  ACCESS_FILE_INVALID(
      in(CONFIGURATION, "A file with keys holds something else")
          .operator("Correct the line that the message names")),
  TOKEN_KEY_INVALID(
      in(CONFIGURATION, "A key for tokens cannot be used")
          .operator("Give the server a public key or secret as docs/authentication.md describes"));

  private final ErrorFacts facts;

  AccessError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
