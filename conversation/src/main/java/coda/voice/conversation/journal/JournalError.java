package coda.voice.conversation.journal;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.STORAGE;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What can be wrong with a journal. */
enum JournalError implements ErrorCode {
  JOURNAL_INVALID(
      in(STORAGE, "A line of the journal is damaged").operator("Take another copy of the file")),
  JOURNAL_VERSION(
      in(STORAGE, "The journal was written by another version")
          .operator("Replay it with that version")),
  JOURNAL_UNREADABLE(
      in(STORAGE, "The file cannot be read or is no journal").operator("Check the name")),
  JOURNAL_FOLDER(
      in(STORAGE, "Journals cannot be written to the folder")
          .operator("Create it, or give the server the right to write there"));

  private final ErrorFacts facts;

  JournalError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
