package coda.voice.conversation.journal;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.journal.Journal.Entry;
import coda.voice.conversation.journal.Journal.Opening;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A journal that is kept in memory: for simulated sessions. Used on the session's loop. */
public final class JournalMemory implements SessionWitness {
  private final Opening opening;
  private final List<Entry> entries = new ArrayList<>();
  private final EntryMaker maker = new EntryMaker(entries::add);
  private boolean ended;

  /**
   * An empty journal.
   *
   * @param opening how the session begins
   */
  public JournalMemory(Opening opening) {
    this.opening = opening;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    if (!ended) {
      maker.step(event, step.effects());
    }
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    if (!ended) {
      maker.notice(atMs, notice);
      ended = notice instanceof SessionNotice.Ended;
    }
  }

  /** What was recorded so far. */
  public Journal journal() {
    return new Journal(
        opening, entries, ended ? Optional.empty() : Optional.of("the session has not ended"));
  }
}
