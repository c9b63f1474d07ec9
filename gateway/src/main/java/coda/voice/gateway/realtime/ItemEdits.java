package coda.voice.gateway.realtime;

import coda.voice.conversation.HistoryEdit;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionNotice;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.gateway.speech.Recordings;
import coda.voice.protocol.realtime.AudioFormat;
import coda.voice.protocol.realtime.ClientEvent;
import coda.voice.protocol.realtime.Content;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.ItemStatus;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.RealtimeErrors;
import coda.voice.protocol.realtime.Role;
import coda.voice.protocol.realtime.ServerEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What clients do to the conversation themselves: add, look at, delete and truncate items. Used on
 * the client's loop.
 */
final class ItemEdits {
  /** How much more than there is clients may want to keep when they truncate. */
  private static final long TRUNCATION_TOLERANCE_MS = 250;

  private final RealtimeParts parts;
  private final Items items;
  private final Session session;
  private final McpTools mcp;
  private final SessionEngines engines;
  private final Supplier<AudioFormat> format;
  private final Supplier<String> language;

  /**
   * For one session.
   *
   * @param parts that serve the client
   * @param items of the conversation
   * @param session remembers what they say
   * @param mcp calls that the client is asked about
   * @param engines that understand sound
   * @param format of the client's sound now
   * @param language of the user now, BCP 47
   */
  ItemEdits(
      RealtimeParts parts,
      Items items,
      Session session,
      McpTools mcp,
      SessionEngines engines,
      Supplier<AudioFormat> format,
      Supplier<String> language) {
    this.parts = parts;
    this.items = items;
    this.session = session;
    this.mcp = mcp;
    this.engines = engines;
    this.format = format;
    this.language = language;
  }

  /**
   * {@code conversation.item.create}.
   *
   * @param wanted the item
   * @param previousItemId what it follows
   * @param failed told when its sound cannot be understood
   */
  void create(Item wanted, Optional<String> previousItemId, Consumer<Throwable> failed) {
    Item item = named(wanted);
    String id = item.id().orElseThrow();
    if (items.has(id)) {
      throw new Unfit(RealtimeErrors.duplicateItem(id));
    }
    refuseWhatNobodyUnderstands(item);
    int at = place(previousItemId);
    Optional<byte[]> sound = SentSound.of(item);
    if (sound.isEmpty()) {
      insert(item, at);
      if (item instanceof Item.McpApprovalResponse answer) {
        mcp.answered(answer);
      }
      return;
    }
    AudioFormat spoken = format.get();
    short[] samples = SentSound.samples(sound.get(), spoken);
    parts.rates().audio(spoken.millis(sound.get().length));
    // Nothing else comes in until its words are known, so what is asked next is asked about it.
    parts
        .gate()
        .elsewhere(
            () ->
                Recordings.words(
                    engines,
                    parts.shared().pool(),
                    language.get(),
                    samples,
                    spoken.rate(),
                    parts.limits().sizes().turnAudioMs()),
            words -> heard(item, at, sound.get(), words),
            failed);
  }

  private void heard(Item item, int at, byte[] sound, String words) {
    Items.Entry entry = insert(SentSound.written(item, words), Math.min(at, items.size()));
    items.keepSound(entry, Sound.of(sound), format.get());
  }

  /** Where an item belongs. */
  private int place(Optional<String> previousItemId) {
    if (previousItemId.isEmpty()) {
      return items.size();
    }
    String previous = previousItemId.get();
    if (previous.equals(ClientEvent.ItemCreate.ROOT)) {
      return 0;
    }
    if (!items.has(previous)) {
      throw new Unfit(RealtimeErrors.previousUnknown(previous));
    }
    return items.after(previous);
  }

  private Items.Entry insert(Item item, int at) {
    String id = item.id().orElseThrow();
    Optional<Message> line = ItemWords.line(item, items::call);
    line.ifPresent(
        words ->
            session.edit(
                new HistoryEdit.Insert(
                    id,
                    words.role(),
                    words.text(),
                    at == items.size()
                        ? Optional.empty()
                        : Optional.of(items.lineBefore(at).orElse("")))));
    Items.Entry entry = items.insert(at, item, line.map(words -> id));
    Optional<String> previous = items.before(entry.id());
    parts.out().send(new ServerEvent.ItemAdded(item, previous));
    parts.out().send(new ServerEvent.ItemDone(item, previous));
    return entry;
  }

  private static Item named(Item wanted) {
    Item item = wanted.id().isPresent() ? wanted : wanted.withId(Ids.item());
    return switch (item) {
      case Item.Message m -> new Item.Message(m.id(), m.role(), ItemStatus.COMPLETED, m.content());
      case Item.FunctionCallOutput o ->
          new Item.FunctionCallOutput(o.id(), o.callId(), o.output(), ItemStatus.COMPLETED);
      default -> item;
    };
  }

  private void refuseWhatNobodyUnderstands(Item item) {
    if (item instanceof Item.McpApprovalResponse answer) {
      mcp.check(answer);
    }
    if (item instanceof Item.FunctionCallOutput output && items.call(output.callId()).isEmpty()) {
      throw new Unfit(RealtimeErrors.unknownCall(output.callId()));
    }
    if (item instanceof Item.Message message) {
      for (int i = 0; i < message.content().size(); i++) {
        if (message.content().get(i) instanceof Content.InputImage) {
          throw new Unfit(
              RealtimeError.invalid(
                  "invalid_value",
                  "This server's language model does not look at images",
                  Optional.of("item.content[" + i + "].type")));
        }
      }
    }
  }

  /** {@code conversation.item.retrieve}. */
  void retrieve(String itemId) {
    Items.Entry entry =
        items.find(itemId).orElseThrow(() -> new Unfit(RealtimeErrors.retrieveUnknown(itemId)));
    Item item =
        entry.item() instanceof Item.Message message
            ? UserTurns.withSound(message, entry.sound().bytes())
            : entry.item();
    parts.out().send(new ServerEvent.ItemRetrieved(item));
  }

  /** {@code conversation.item.delete}. */
  void delete(String itemId) {
    Items.Entry entry =
        items.find(itemId).orElseThrow(() -> new Unfit(RealtimeErrors.deleteUnknown(itemId)));
    items.remove(entry);
    entry.line().ifPresent(line -> session.edit(new HistoryEdit.Remove(line)));
    parts.out().send(new ServerEvent.ItemDeleted(itemId));
  }

  /** {@code conversation.item.truncate}: the client says how much of an answer was heard. */
  void truncate(String itemId, int contentIndex, int audioEndMs) {
    Items.Entry entry =
        items.find(itemId).orElseThrow(() -> new Unfit(RealtimeErrors.truncateUnknown(itemId)));
    boolean spoken =
        entry.item() instanceof Item.Message message
            && message.role() == Role.ASSISTANT
            && message.content().stream().anyMatch(Content.OutputAudio.class::isInstance);
    if (!spoken || contentIndex != 0) {
      throw new Unfit(RealtimeErrors.truncateWithoutAudio(itemId));
    }
    if (audioEndMs > entry.audioMs() + TRUNCATION_TOLERANCE_MS) {
      throw new Unfit(RealtimeErrors.truncateBeyond(entry.audioMs(), audioEndMs));
    }
    int keptMs = (int) Math.min(audioEndMs, entry.audioMs());
    items.cutSound(entry, keptMs);
    entry.line().ifPresent(line -> session.heardOnly(line, keptMs));
    parts.out().send(new ServerEvent.ItemTruncated(itemId, contentIndex, keptMs));
  }

  /** What was heard of an answer is known. */
  void heardOnly(SessionNotice.HeardOnly notice) {
    Optional<Items.Entry> entry = items.ofLine(notice.replyId());
    if (entry.isPresent() && entry.get().item() instanceof Item.Message message) {
      entry
          .get()
          .become(
              new Item.Message(
                  message.id(),
                  message.role(),
                  message.status(),
                  List.of(
                      new Content.OutputAudio(Optional.empty(), Optional.of(notice.heardText())))));
    }
  }
}
