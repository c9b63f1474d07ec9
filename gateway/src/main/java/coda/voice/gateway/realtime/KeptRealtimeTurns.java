package coda.voice.gateway.realtime;

import coda.voice.ErrorCode;
import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.conversation.store.TurnSink;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the turns of a session to storage, under the id of the conversation that the client was
 * told. The protocol has no words for what becomes of them. Any thread.
 */
final class KeptRealtimeTurns implements TurnSink, ConversationKeeper.Fate {
  private static final Logger LOG = LoggerFactory.getLogger(KeptRealtimeTurns.class);

  private final ConversationKeeper keeper;
  private final Sitting sitting;

  KeptRealtimeTurns(ConversationKeeper keeper, Owner owner, String conversation, long nowMs) {
    this.keeper = keeper;
    this.sitting =
        Sitting.begin(owner, conversation, nowMs, ThreadLocalRandom.current().nextLong());
  }

  @Override
  public void onTurn(StoredTurn turn) {
    if (keeper.storing()) {
      keeper.keep(new SittingTurn(sitting, turn), this);
    }
  }

  @Override
  public void stored(SittingTurn turn) {
    LOG.trace("Turn {} is stored", turn.turn().number());
  }

  @Override
  public void dropped(SittingTurn turn, ErrorCode why) {
    LOG.debug("Turn {} will not be stored: {}", turn.turn().number(), why.code());
  }
}
