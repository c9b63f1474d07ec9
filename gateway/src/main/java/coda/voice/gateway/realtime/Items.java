package coda.voice.gateway.realtime;

import coda.voice.protocol.realtime.AudioFormat;
import coda.voice.protocol.realtime.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The items of a conversation in order, and what they are to the session. At most {@link #MOST};
 * beyond that the oldest are forgotten, as the session forgets its oldest lines. Used on the
 * client's loop.
 */
final class Items {
  static final int MOST = 1_000;

  private final List<Entry> order = new ArrayList<>();
  private final Map<String, Entry> byId = new HashMap<>();
  private final Map<String, Entry> byLine = new HashMap<>();
  private final Map<String, Item.FunctionCall> calls = new HashMap<>();
  private final IntSupplier keptBytes;
  private int kept;

  /** An item, and what belongs to it. */
  static final class Entry {
    private Item item;
    private final Optional<String> line;
    private Sound sound = Sound.NONE;
    private AudioFormat format = AudioFormat.PCM;
    private long audioMs;

    Entry(Item item, Optional<String> line) {
      this.item = item;
      this.line = line;
    }

    String id() {
      return item.id().orElseThrow();
    }

    Item item() {
      return item;
    }

    /** The session's name for what was said: of a turn, an answer or an inserted line. */
    Optional<String> line() {
      return line;
    }

    /** What was kept of it for those who ask. */
    Sound sound() {
      return sound;
    }

    /** How long its audio is, in ms; 0 for none. */
    long audioMs() {
      return audioMs;
    }

    void become(Item changed) {
      item = changed;
    }
  }

  /**
   * No items yet.
   *
   * @param keptBytes of sound that may be kept now for those who ask for an item, of all items
   *     together
   */
  Items(IntSupplier keptBytes) {
    this.keptBytes = keptBytes;
  }

  /** Sound that may be kept now, of all items together. */
  int keptBytes() {
    return keptBytes.getAsInt();
  }

  /** The item that is last; empty when there is none. */
  Optional<String> last() {
    return order.isEmpty() ? Optional.empty() : Optional.of(order.getLast().id());
  }

  /** Whether there is such an item. */
  boolean has(String id) {
    return byId.containsKey(id);
  }

  Optional<Entry> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The item of a turn or an answer of the session. */
  Optional<Entry> ofLine(String line) {
    return Optional.ofNullable(byLine.get(line));
  }

  /** The call with a name. */
  Optional<Item.FunctionCall> call(String callId) {
    return Optional.ofNullable(calls.get(callId));
  }

  /** The item before another. */
  Optional<String> before(String id) {
    int at = order.indexOf(byId.get(id));
    return at <= 0 ? Optional.empty() : Optional.of(order.get(at - 1).id());
  }

  /** Adds an item at the end. */
  Entry add(Item item, Optional<String> line) {
    return insert(order.size(), item, line);
  }

  /** Adds an item where it belongs: 0 is the beginning. */
  Entry insert(int at, Item item, Optional<String> line) {
    Entry entry = new Entry(item, line);
    order.add(at, entry);
    byId.put(entry.id(), entry);
    line.ifPresent(name -> byLine.put(name, entry));
    if (item instanceof Item.FunctionCall call) {
      calls.put(call.callId(), call);
    }
    if (order.size() > MOST) {
      remove(order.getFirst());
    }
    return entry;
  }

  /** Where an item that follows another one belongs. */
  int after(String id) {
    return order.indexOf(byId.get(id)) + 1;
  }

  int size() {
    return order.size();
  }

  /** The line of the last item before a place that has one; empty when there is none. */
  Optional<String> lineBefore(int at) {
    for (int i = at - 1; i >= 0; i--) {
      if (order.get(i).line().isPresent()) {
        return order.get(i).line();
      }
    }
    return Optional.empty();
  }

  void remove(Entry entry) {
    order.remove(entry);
    byId.remove(entry.id());
    entry.line().ifPresent(byLine::remove);
    if (entry.item() instanceof Item.FunctionCall call) {
      calls.remove(call.callId());
    }
    kept -= entry.sound.length();
  }

  /** Keeps the sound of an item. */
  void keepSound(Entry entry, Sound sound, AudioFormat format) {
    keepSound(entry, sound, format.millis(sound.length()), format);
  }

  /** Keeps the beginning of the sound of an item; that of the oldest goes if there is too much. */
  void keepSound(Entry entry, Sound sound, long audioMs, AudioFormat format) {
    int most = keptBytes();
    entry.audioMs = audioMs;
    entry.format = format;
    if (byId.get(entry.id()) != entry) {
      return; // removed while it was spoken
    }
    become(entry, sound.first(most));
    for (Entry oldest : order) {
      if (kept <= most) {
        return;
      }
      if (oldest != entry) {
        become(oldest, Sound.NONE);
      }
    }
  }

  /** Cuts the sound of an item. */
  void cutSound(Entry entry, long audioMs) {
    long bytes = audioMs * entry.format.rate() / 1_000 * entry.format.bytesPerSample();
    become(entry, entry.sound.first((int) Math.min(bytes, Integer.MAX_VALUE)));
    entry.audioMs = audioMs;
  }

  private void become(Entry entry, Sound sound) {
    kept += sound.length() - entry.sound.length();
    entry.sound = sound;
  }
}
