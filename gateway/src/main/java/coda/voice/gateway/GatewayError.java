package coda.voice.gateway;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.COMPONENT;
import static coda.voice.ErrorFamily.CONVERSATION;
import static coda.voice.ErrorFamily.PROTOCOL;
import static coda.voice.ErrorFamily.RESOURCES;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why a front door does not do what it is asked. */
public enum GatewayError implements ErrorCode {
  CONVERSATION_NOT_ACTIVE(
      in(CONVERSATION, "There is no conversation, or it has another id")
          .was("CONV_001")
          .client("Send conversation_start first")
          .http(409)),
  CONVERSATION_ACTIVE(
      in(CONVERSATION, "There is a conversation already")
          .was("CONV_002")
          .client("Send conversation_end first")
          .http(409)),
  SESSION_NOT_FOUND(
      in(CONVERSATION, "There is no session with that handle, or it is over")
          .was("CONV_001")
          .client("List the sessions anew")
          .http(404)),
  CONVERSATION_IN_USE(
      in(CONVERSATION, "The id belongs to a conversation of another connection")
          .was("CONV_002")
          .client("Take another id, or wait as long as retry_after_ms says")
          .later()
          .http(409)),
  RESUME_UNKNOWN(
      in(CONVERSATION, "No conversation can be continued with that token")
          .client("Begin a new conversation")
          .http(404)),
  RESUME_GAP(
      in(CONVERSATION, "What the client did not receive is not kept any more")
          .client("Begin a new conversation")
          .http(410)),
  SESSION_STUCK(
      in(CONVERSATION, "A session did not get on, and was ended")
          .client("Connect again and begin a new conversation")
          .operator("The log has what its thread was doing: report it")
          .http(500)
          .closes(4007)),
  VOICE_NOT_STARTED(
      in(CONVERSATION, "Audio, or the end of a turn, without voice_start")
          .was("CONV_002")
          .client("Send voice_start first")
          .http(409)),
  VOICE_UNAVAILABLE(
      in(CONVERSATION, "The synthesiser has no such voice")
          .was("CONV_002")
          .client("Take a voice that the message names")
          .http(400)),
  MODE_UNAVAILABLE(
      in(CONVERSATION, "The engines of this server cannot work in that mode")
          .was("CONV_002")
          .client("Take a mode that the message names")
          .operator("Configure the engines that the mode needs")
          .http(400)),
  TURN_SETTINGS_INVALID(
      in(CONVERSATION, "complete_silence_ms ≤ silence_ms ≤ incomplete_silence_ms does not hold")
          .was("CONFIG")
          .client("Send other values")
          .http(400)),
  REPLY_PROTECTED(
      in(CONVERSATION, "The answer must be heard, or a tool is just changing something for it")
          .client("Stop it when that is over")
          .later()
          .http(409)),
  REALTIME_REFUSED(
      in(PROTOCOL, "A Realtime event asks for what is not possible here or now")
          .client("See the code and the param of the error event")
          .http(400)),
  PROTOCOL_NOT_SUPPORTED(
      in(PROTOCOL, "Part of the protocol, but not of this server").client("Do without").http(501)),
  PROTOCOL_RATE(
      in(RESOURCES, "Too many messages, or audio that comes too fast; it was not taken")
          .was("NET_003, STREAM_001")
          .client("Wait as long as retry_after_ms says")
          .operator("Raise the limit if honest clients meet it")
          .later()
          .http(429)),
  PROTOCOL_ABUSE(
      in(PROTOCOL, "Too many messages that cannot be understood or come too fast")
          .client("Correct the client before it connects again")
          .operator("Look at who connects from there")
          .http(400)
          .closes(4003)),
  SERVER_STARTING(
      in(COMPONENT, "The server is still starting")
          .was("COMP")
          .client("Wait as long as retry_after_ms says")
          .later()
          .http(503)
          .closes(1013)),
  SERVER_IMPAIRED(
      in(COMPONENT, "An engine that every conversation needs does not work")
          .was("COMP")
          .client("Wait as long as retry_after_ms says")
          .operator("See /health/ready for which, and repair it")
          .later()
          .http(503)),
  SERVER_DRAINING(
      in(COMPONENT, "The server is stopping")
          .was("COMP")
          .client("Connect elsewhere, or wait as long as retry_after_ms says")
          .later()
          .http(503)
          .closes(1013)),
  GATEWAY_PORT_IN_USE(
      in(COMPONENT, "Another program listens on the port")
          .was("NET_002")
          .operator("Stop it, or set server.port")),
  GATEWAY_CANNOT_LISTEN(
      in(COMPONENT, "The server cannot listen on that address")
          .was("NET_002")
          .operator("Correct server.host and server.port"));

  private final ErrorFacts facts;

  GatewayError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
