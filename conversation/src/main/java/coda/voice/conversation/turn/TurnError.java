package coda.voice.conversation.turn;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.COMPONENT;
import static coda.voice.ErrorFamily.CONVERSATION;
import static coda.voice.ErrorFamily.TURN;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why something that was said, or an answer to it, led to nothing. */
public enum TurnError implements ErrorCode {
  TURN_TOO_SHORT(in(TURN, "Too short to be speech").client("Speak again")),
  TURN_BACKCHANNEL(in(TURN, "Agreement while the assistant spoke").client("Nothing")),
  TURN_TOO_FEW_WORDS(
      in(TURN, "Too few words to interrupt the assistant").client("Nothing, or say more")),
  TURN_NO_WORDS(in(TURN, "No words were understood").client("Speak again")),
  TURN_CLEARED(in(TURN, "Taken back by the client").client("Nothing")),
  TURN_CANCELLED(in(TURN, "Stopped by the client").client("Nothing")),
  TRANSCRIPT_TIMEOUT(
      in(TURN, "The words were not understood in time")
          .was("PROC, CONV_003")
          .client("Speak again")
          .operator("Look at the load of the recogniser")
          .later()
          .http(504)),
  REPLY_TIMEOUT(
      in(TURN, "The answer did not begin in time")
          .was("PROC, CONV_003")
          .client("Ask again")
          .operator("Look at the load of language model and synthesiser")
          .later()
          .http(504)),
  REPLY_STALLED(
      in(TURN, "The answer began and did not go on in time")
          .was("STREAM_002")
          .client("Ask again")
          .operator("Look at the load of language model and synthesiser")
          .later()
          .http(504)),
  REPLY_TOO_MANY_TOOLS(
      in(TURN, "The answer called more tools than one may")
          .was("INTEG_003")
          .client("Ask otherwise")
          .operator("Look at what the model does with its tools")),
  PROPOSAL_STALE(in(TURN, "Something to be said came too late to be said").client("Nothing")),
  PROPOSAL_QUEUE_FULL(
      in(TURN, "More is waiting to be said than can wait")
          .was("RES")
          .client("Propose less at once")
          .later()),
  SESSION_DRAINING(
      in(CONVERSATION, "The server is going down").client("Connect again").later().http(503)),
  LANGUAGE_UNAVAILABLE(
      in(CONVERSATION, "No engine speaks that language, or not in this mode")
          .was("CONV_002")
          .client("Take a language that the message names")
          .http(400)),
  INTERNAL_ERROR(
      in(COMPONENT, "A defect of the server")
          .was("PROC, COMP")
          .client("Try again; tell the operator the reference")
          .operator("Find the log line of the reference, and report it")
          .later()
          .closes(1011));

  private final ErrorFacts facts;

  TurnError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
