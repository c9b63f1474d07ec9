package coda.voice.gateway.access;

/** What somebody wants to do when they say who they are. */
public enum Purpose {
  /** Open a connection, or go on with it. */
  CONNECTION,
  /** Make a request over plain HTTP. */
  REQUEST
}
