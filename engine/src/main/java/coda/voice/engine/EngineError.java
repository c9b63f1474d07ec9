package coda.voice.engine;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.CONFIGURATION;
import static coda.voice.ErrorFamily.ENGINE;
import static coda.voice.ErrorFamily.TURN;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What can be wrong with an engine: recogniser, synthesiser, language model, duplex model. */
public enum EngineError implements ErrorCode {
  ENGINE_UNKNOWN(
      in(CONFIGURATION, "The configuration names an engine that there is not")
          .was("MODEL")
          .operator("Take a name that the message offers")),
  ENGINE_UNAVAILABLE(
      in(ENGINE, "The engine cannot be used: not reachable, not installed, or its breaker is open")
          .was("MODEL, NET_002, INTEG_004")
          .client("Try again; the mode may have become a simpler one")
          .operator("Start it, or see what the message says is missing")
          .later()
          .http(503)),
  ENGINE_UNSUITABLE(
      in(ENGINE, "The engine cannot do what was asked, for example not in that language")
          .was("MODEL")
          .operator("Name a fallback that can")),
  ENGINE_SETTING_INVALID(
      in(CONFIGURATION, "A setting of the engine is wrong")
          .was("CONFIG")
          .operator("Correct the setting that the message names")),
  ENGINE_VOICE_UNKNOWN(
      in(CONFIGURATION, "The synthesiser has no such voice")
          .was("CONFIG")
          .client("Take a voice that the message names")
          .operator("Take a voice that the message names")
          .http(400)),
  ENGINE_BUSY(
      in(ENGINE, "All places of the engine are taken")
          .was("RES")
          .client("Wait as long as retry_after_ms says")
          .operator("Add places, machines or a fallback")
          .later()
          .http(503)),
  ENGINE_TIMEOUT(
      in(ENGINE, "The engine did not answer in time")
          .was("NET_001, PROC")
          .client("Try again")
          .operator("Look at its load; raise its deadline only if it is simply slow")
          .later()
          .http(504)),
  ENGINE_LOST(
      in(ENGINE, "The connection to the engine broke off")
          .was("NET_002, STREAM_004")
          .client("Try again")
          .operator("Look at its log and the network")
          .later()
          .http(503)),
  ENGINE_UNAUTHORIZED(
      in(ENGINE, "The engine refuses our key")
          .was("NET_004")
          .operator("Set the key that the message names")
          .http(503)),
  ENGINE_PROTOCOL(
      in(ENGINE, "What the engine says is not its protocol")
          .was("STREAM_003")
          .operator("Check address, path and version")
          .http(502)),
  ENGINE_CONTEXT_OVERFLOW(
      in(ENGINE, "The conversation does not fit the model any more")
          .was("INTEG_004")
          .client("Begin a new conversation")
          .operator("Lower context_tokens of the engine")),
  ENGINE_OVERRUN(
      in(ENGINE, "Sound came faster than the recogniser works")
          .was("STREAM_001")
          .client("Say it again")
          .operator("Look at the load; add processors or places")
          .later()
          .http(503)),
  ENGINE_FAILED(
      in(ENGINE, "The engine failed at its work")
          .was("PROC, COMP, INTEG_004")
          .client("Try again")
          .operator("Look at the log line and the engine's log")
          .later()
          .http(502)),
  TOOL_SERVER_REFUSED(
      in(CONFIGURATION, "A client wants tools of a server that is not allowed")
          .client("Use a server that is allowed, or declare functions")
          .operator("Add its address to realtime.mcp.servers, if it may be used")
          .http(403)),
  TOOL_SERVER_LOST(
      in(ENGINE, "A tool server cannot be reached, broke off, or answered with an HTTP error")
          .client("Look at the tool server")
          .operator("Nothing, unless the tool server is yours")
          .later()
          .http(502)),
  TOOL_SERVER_TIMEOUT(
      in(ENGINE, "A tool server did not answer in time")
          .client("Look at the tool server")
          .operator("Nothing, unless the tool server is yours")
          .later()
          .http(504)),
  TOOL_SERVER_PROTOCOL(
      in(ENGINE, "A tool server refused, or what it says is not its protocol, or is too large")
          .client("Look at the tool server")
          .operator("Nothing, unless the tool server is yours")
          .http(502)),
  TOOL_FAILED(
      in(ENGINE, "A tool of a tool server says that it failed")
          .client("The model knows, and says what it makes of it")
          .operator("Nothing, unless the tool server is yours")
          .http(502)),
  SUM_WITHOUT_RESULT(
      in(TURN, "The embedded assistant was asked for a sum that has no result")
          .client("Nothing: it is said aloud"));

  private final ErrorFacts facts;

  EngineError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
