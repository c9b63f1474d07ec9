package coda.voice.conversation.routing;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.STORAGE;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What can be wrong with what the router keeps. */
enum RoutingError implements ErrorCode {
  ROUTING_STATE_INVALID(
      in(STORAGE, "What the router has learned is damaged")
          .operator("Nothing: it was set aside, and it learns anew")),
  ROUTING_STATE_VERSION(
      in(STORAGE, "What the router has learned was written by another version")
          .operator("Nothing: it was set aside, and it learns anew")),
  ROUTING_STATE_IO(
      in(STORAGE, "What the router has learned cannot be read or written")
          .operator("Look at the file and its folder"));

  private final ErrorFacts facts;

  RoutingError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
