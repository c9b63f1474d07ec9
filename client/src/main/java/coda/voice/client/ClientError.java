package coda.voice.client;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.CLIENT;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What the client reports by itself; what the server refuses has the server's codes. */
public enum ClientError implements ErrorCode {
  CLIENT_UNREACHABLE(
      in(CLIENT, "Nobody answers at the address")
          .was("NET_002")
          .client("Check the address; is the server running?")
          .later()),
  CLIENT_REFUSED(
      in(CLIENT, "Somebody answers, but does not open a WebSocket")
          .was("NET_002")
          .client("Check the address")),
  CLIENT_UNTRUSTED(
      in(CLIENT, "The server's certificate is not trusted, is for another name, or there is no TLS")
          .client("Trust the server's certificate if it is yours; check the address")),
  CLIENT_TRUST_INVALID(
      in(CLIENT, "The file with certificates to trust cannot be used")
          .client("Give a PEM file with one certificate or more")),
  CLIENT_AUTHENTICATION(
      in(CLIENT, "The server wants a token, or another one")
          .was("NET_004")
          .client("Get a token from whoever runs the server")),
  CLIENT_TIMEOUT(in(CLIENT, "No answer in time").was("NET_001").client("Try again").later()),
  CLIENT_CONNECTION_LOST(
      in(CLIENT, "The connection was lost before the answer came")
          .was("NET_002, STREAM_004")
          .client("Try again")
          .later()),
  CLIENT_CLOSED(
      in(CLIENT, "The client was closed, or gave up reconnecting").client("Connect anew")),
  CLIENT_INTERRUPTED(in(CLIENT, "The waiting thread was interrupted").client("End the thread")),
  CLIENT_STATE(
      in(CLIENT, "Not possible now: not connected, no voice started, or called from the listener")
          .client("Call it at another moment")),
  CLIENT_UNEXPECTED(
      in(CLIENT, "The server said something unexpected")
          .client("Compare the versions of client and server")),
  TALK_NO_REPLY(in(CLIENT, "The server did not answer").client("Try again").later()),
  TALK_NO_FILE(in(CLIENT, "There is no such file").client("Check the name"));

  private final ErrorFacts facts;

  ClientError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
