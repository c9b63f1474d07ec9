package coda.voice.gateway.realtime;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.turn.TurnError;
import coda.voice.protocol.realtime.AudioBytes;
import coda.voice.protocol.realtime.Content;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.ItemStatus;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.Role;
import coda.voice.protocol.realtime.ServerEvent;
import coda.voice.protocol.realtime.TranscriptionUsage;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user says: turns of the session become items of the conversation, announced, committed
 * and transcribed as the protocol wants it. Used on the client's loop.
 */
final class UserTurns {
  /** Nothing came of these turns, but nothing went wrong either. */
  private static final Set<TurnError> WORDLESS =
      EnumSet.of(
          TurnError.TURN_NO_WORDS,
          TurnError.TURN_TOO_SHORT,
          TurnError.TURN_BACKCHANNEL,
          TurnError.TURN_TOO_FEW_WORDS);

  private final Items items;
  private final RealtimeOut out;
  private final Map<String, Open> open = new HashMap<>();

  /** A turn, and the name of its item. */
  private static final class Open {
    private final String itemId;
    private final boolean announced;
    private boolean committed;

    Open(String itemId, boolean announced) {
      this.itemId = itemId;
      this.announced = announced;
    }
  }

  UserTurns(Items items, RealtimeOut out) {
    this.items = items;
    this.out = out;
  }

  /** Whether a turn is being heard. */
  boolean hearing() {
    return open.values().stream().anyMatch(turn -> !turn.committed);
  }

  /**
   * A turn begins.
   *
   * @param notice which
   * @param paddingMs audio before it that belongs to it
   * @param announced whether the client is told of speech
   * @param audio what is heard
   */
  void began(SessionNotice.TurnBegan notice, int paddingMs, boolean announced, InputAudio audio) {
    Open turn = new Open(Ids.item(), announced);
    open.put(notice.itemId(), turn);
    audio.tape().record();
    if (announced) {
      out.send(new ServerEvent.SpeechStarted(turn.itemId, Math.max(0, notice.atMs() - paddingMs)));
    }
  }

  /** A turn is over: it becomes an item, whether its words are known or not. */
  void ended(SessionNotice.TurnEnded notice, InputAudio audio) {
    Open turn = open.get(notice.itemId());
    if (turn == null) {
      return;
    }
    turn.committed = true;
    if (turn.announced) {
      out.send(new ServerEvent.SpeechStopped(turn.itemId, notice.atMs()));
    }
    commit(turn.itemId, Optional.of(notice.itemId()), audio);
  }

  /** What there is becomes an item, though nobody spoke. */
  void silence(String itemId, InputAudio audio) {
    commit(itemId, Optional.empty(), audio);
  }

  private void commit(String itemId, Optional<String> line, InputAudio audio) {
    Optional<String> previous = items.last();
    Item item = item(itemId, Optional.empty());
    Items.Entry entry = items.add(item, line);
    items.keepSound(entry, audio.tape().take(), audio.format());
    audio.emptied();
    out.send(new ServerEvent.Committed(itemId, previous));
    out.send(new ServerEvent.ItemAdded(item, previous));
    out.send(new ServerEvent.ItemDone(item, previous));
  }

  private static Item item(String itemId, Optional<String> transcript) {
    return new Item.Message(
        Optional.of(itemId),
        Role.USER,
        ItemStatus.COMPLETED,
        List.of(new Content.InputAudio(Optional.empty(), transcript)));
  }

  /** The client takes back what is being said. */
  void cleared() {
    open.values().removeIf(turn -> !turn.committed);
  }

  /**
   * The words of a turn are known.
   *
   * @param notice them
   * @param told whether the client wants to be told
   */
  void transcribed(SessionNotice.Transcribed notice, boolean told) {
    if (!notice.isFinal()) {
      return;
    }
    Open turn = open.remove(notice.itemId());
    if (turn != null) {
      words(turn.itemId, notice.transcript().text(), told);
    }
  }

  /** What nobody said has no words. */
  void nothingSaid(String itemId, boolean told) {
    words(itemId, "", told);
  }

  private void words(String itemId, String text, boolean told) {
    Optional<Items.Entry> entry = items.find(itemId);
    if (entry.isEmpty()) {
      return;
    }
    entry.get().become(item(itemId, Optional.of(text)));
    if (told) {
      if (!text.isEmpty()) {
        out.send(new ServerEvent.TranscriptionDelta(itemId, 0, text, List.of()));
      }
      out.send(
          new ServerEvent.TranscriptionCompleted(
              itemId, 0, text, new TranscriptionUsage(entry.get().audioMs() / 1_000.0), List.of()));
    }
  }

  /**
   * Nothing came of a turn.
   *
   * @param notice which, and why
   * @param told whether the client wants to be told
   * @return what went wrong, if anything did
   */
  Optional<RealtimeError> dropped(SessionNotice.TurnDropped notice, boolean told) {
    Open turn = open.remove(notice.itemId());
    if (turn == null) {
      return Optional.empty();
    }
    if (WORDLESS.stream().anyMatch(why -> why.code().equals(notice.code()))) {
      words(turn.itemId, "", told);
      return Optional.empty();
    }
    RealtimeError why = RealtimeError.server(notice.code(), notice.message());
    if (told) {
      out.send(new ServerEvent.TranscriptionFailed(turn.itemId, 0, why));
    }
    return Optional.of(why);
  }

  /** A user's item with its sound, for those who ask for it. */
  static Item.Message withSound(Item.Message item, byte[] sound) {
    if (sound.length == 0) {
      return item;
    }
    List<Content> content =
        item.content().stream()
            .map(
                part ->
                    switch (part) {
                      case Content.InputAudio audio ->
                          new Content.InputAudio(
                              Optional.of(new AudioBytes(sound)), audio.transcript());
                      case Content.OutputAudio audio ->
                          new Content.OutputAudio(
                              Optional.of(new AudioBytes(sound)), audio.transcript());
                      default -> part;
                    })
            .toList();
    return new Item.Message(item.id(), item.role(), item.status(), content);
  }
}
