package coda.voice.gateway.limits;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.COMPONENT;
import static coda.voice.ErrorFamily.RESOURCES;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What a client is told that exceeds a {@link Limit}, where no other module has a code for it. */
public enum LimitError implements ErrorCode {
  LIMIT_SOCKETS(
      in(RESOURCES, "Too many TCP connections are open; the new one was cut")
          .was("RES")
          .client("Close connections that are not used")
          .operator("Look at who connects; raise server.limits.sockets")
          .later()
          .http(503)),
  LIMIT_CONNECTIONS(
      in(RESOURCES, "Too many connections are open: in total, or of an address, user or tenant")
          .was("RES")
          .client("Close connections that are not used, or wait as long as retry_after_ms says")
          .operator("Raise the limit that coda_limits_hit names if honest clients meet it")
          .later()
          .http(503)
          .closes(1013)),
  LIMIT_CONNECTION_RATE(
      in(RESOURCES, "Too many new connections from one address")
          .was("NET_003")
          .client("Wait as long as retry_after_ms says, and keep connections open")
          .operator("Look at who connects; set security.trusted_proxies if it is a proxy")
          .later()
          .http(429)
          .closes(1013)),
  LIMIT_CONVERSATIONS(
      in(RESOURCES, "Too many conversations: in total, or of an address, user or tenant")
          .was("RES")
          .client("End another conversation, or wait as long as retry_after_ms says")
          .operator("Raise the limit that coda_limits_hit names if honest clients meet it")
          .later()
          .http(503)),
  LIMIT_CONVERSATION_RATE(
      in(RESOURCES, "Too many new conversations")
          .was("NET_003")
          .client("Wait as long as retry_after_ms says")
          .later()
          .http(429)),
  LIMIT_REQUEST_RATE(
      in(RESOURCES, "Too many HTTP requests from one address")
          .was("NET_003")
          .client("Wait as long as retry_after_ms says")
          .later()
          .http(429)),
  LIMIT_FRAMES(
      in(RESOURCES, "Too many WebSocket frames")
          .client("Put more into one frame")
          .operator("Look at who connects from there")
          .http(429)
          .closes(1008)),
  LIMIT_SLOW_SENDER(
      in(RESOURCES, "A message did not end in time")
          .client("Send smaller messages, or over a faster line")
          .operator("Look at who connects from there")
          .later()
          .http(408)
          .closes(1008)),
  LIMIT_SLOW_READER(
      in(RESOURCES, "The client does not read what it is sent")
          .client("Read faster, or ask for less")
          .later()
          .http(408)
          .closes(4002)),
  LIMIT_PING_UNANSWERED(
      in(RESOURCES, "The client did not answer a ping")
          .client("Connect again")
          .later()
          .http(408)
          .closes(4004)),
  LIMIT_IDLE(
      in(RESOURCES, "The client said nothing for too long")
          .client("Connect again when there is something to say")
          .later()
          .http(408)
          .closes(4001)),
  LIMIT_HANDSHAKE(
      in(RESOURCES, "No WebSocket, or no whole request, came in time; the connection was cut")
          .client("Send the request at once")
          .operator("Look at who connects from there")
          .later()
          .http(408)),
  LIMIT_CONNECTION_TIME(
      in(RESOURCES, "The connection has lasted as long as it may")
          .client("Connect again")
          .later()
          .http(503)
          .closes(1001)),
  LIMIT_CONVERSATION_TIME(
      in(RESOURCES, "The conversation has lasted as long as it may; it ended after its reply")
          .client("Begin another")
          .later()
          .http(503)),
  SERVER_OVERLOADED(
      in(COMPONENT, "The server has too much to do for somebody new")
          .was("RES")
          .client("Wait as long as retry_after_ms says")
          .operator("See coda_load for what is too much; add servers, or lower what is let in")
          .later()
          .http(503)
          .closes(1013));

  private final ErrorFacts facts;

  LimitError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
