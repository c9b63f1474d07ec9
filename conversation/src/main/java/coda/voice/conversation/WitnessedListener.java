package coda.voice.conversation;

import java.util.function.LongSupplier;

/** A front door whose notices somebody else sees, too. On the session's loop. */
final class WitnessedListener implements SessionListener {
  private final SessionListener listener;
  private final SessionWitness witness;
  private final LongSupplier now;

  WitnessedListener(SessionListener listener, SessionWitness witness, LongSupplier now) {
    this.listener = listener;
    this.witness = witness;
    this.now = now;
  }

  @Override
  public void onNotice(SessionNotice notice) {
    witness.onNotice(now.getAsLong(), notice);
    listener.onNotice(notice);
  }

  @Override
  public boolean readyForAudio() {
    return listener.readyForAudio();
  }
}
