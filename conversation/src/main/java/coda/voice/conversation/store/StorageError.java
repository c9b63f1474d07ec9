package coda.voice.conversation.store;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.CONVERSATION;
import static coda.voice.ErrorFamily.STORAGE;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why something is not stored, read or deleted. */
public enum StorageError implements ErrorCode {
  STORAGE_UNAVAILABLE(
      in(STORAGE, "The database cannot be reached, or refuses service")
          .client("Talk on; what is said is stored later")
          .operator("Look at the database; storage.url, user and password say where it is")
          .later()
          .http(503)),
  STORAGE_IN_USE(
      in(STORAGE, "Another process has the file with the conversations open")
          .operator("Give each server its own storage.folder, or all one PostgreSQL (storage.url)")
          .http(503)),
  STORAGE_FULL(
      in(STORAGE, "The disk with the conversations is full")
          .client("Talk on; what is said is stored later")
          .operator("Make room, or shorten storage.retention_days")
          .later()
          .http(503)),
  STORAGE_REFUSED(
      in(STORAGE, "The database will never take this turn, because it is too long for example")
          .client("Nothing; this turn is not stored")
          .operator("Look at the log line with this code")),
  STORAGE_SCHEMA(
      in(STORAGE, "The tables cannot be brought to this version")
          .operator(
              "Use the version that wrote them or a newer one; give the user the right to make tables")),
  STORAGE_QUEUE_FULL(
      in(STORAGE, "So many turns wait to be stored that this one was dropped")
          .client("Nothing; this turn is not stored")
          .operator("Look at the database; storage.waiting_turns says how many may wait")
          .later()
          .http(503)),
  STORAGE_SLOW(
      in(STORAGE, "Turns wait longer to be stored than they should")
          .client("Talk on; what is said is stored later")
          .operator("Look at the database")
          .later()
          .http(503)),
  STORAGE_TIMEOUT(
      in(STORAGE, "The database did not answer in time")
          .client("Talk on; the conversation began without what was said before")
          .operator("Look at the database; storage.load_ms says how long is waited")
          .later()
          .http(503)),
  STORAGE_CLOSED(
      in(STORAGE, "The server ended before this turn was stored")
          .client("Nothing; this turn is not stored")
          .operator("Look why the database was slow or gone at that time")),
  STORAGE_DELETED(
      in(STORAGE, "The conversation was deleted before this turn of it was stored")
          .client("Nothing; that is what was wanted")),
  STORAGE_OFF(
      in(STORAGE, "This server stores nothing")
          .client("Nothing; this turn is not stored")
          .operator("Set storage.enabled if conversations are to be stored")
          .http(404)),
  STORAGE_DEFECT(
      in(STORAGE, "A defect of the server keeps turns from being stored; it tries again")
          .client("Talk on; what is said is stored later")
          .operator("Report what the log says at that time")
          .later()),
  CONVERSATION_NOT_AVAILABLE(
      in(CONVERSATION, "The id cannot be used: it was taken by somebody else")
          .was("CONV_001")
          .client("Take another id, or none")
          .http(404));

  private final ErrorFacts facts;

  StorageError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
