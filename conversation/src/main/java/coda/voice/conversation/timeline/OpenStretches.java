package coda.voice.conversation.timeline;

import coda.voice.conversation.timeline.Timeline.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stretches in the making: at most one of a kind is open at a time. */
final class OpenStretches {
  private final Map<Stretch.Kind, Begun> open = new EnumMap<>(Stretch.Kind.class);
  private final List<Stretch> closed = new ArrayList<>();
  private final Map<String, String> words = new HashMap<>();

  private record Begun(long fromMs, String name) {}

  void begin(Stretch.Kind kind, long atMs, String name) {
    end(kind, atMs);
    open.put(kind, new Begun(atMs, name));
  }

  /** What has begun already turns out to belong to another turn. */
  void rename(Stretch.Kind kind, String name) {
    open.computeIfPresent(kind, (k, begun) -> new Begun(begun.fromMs, name));
  }

  void end(Stretch.Kind kind, long atMs) {
    Begun begun = open.remove(kind);
    if (begun != null) {
      add(kind, begun.fromMs, atMs, begun.name);
    }
  }

  void add(Stretch.Kind kind, long fromMs, long toMs, String name) {
    if (toMs > fromMs) {
      closed.add(new Stretch(kind, fromMs, toMs, name, ""));
    }
  }

  /** The words of a turn or an answer; more come behind. */
  void said(String name, String more) {
    words.merge(name, more, String::concat);
  }

  /**
   * All of them, by their beginning, with the words where each turn and answer is first heard.
   *
   * @param endMs when those end that are still open
   */
  List<Stretch> all(long endMs) {
    for (Stretch.Kind kind : Stretch.Kind.values()) {
      end(kind, endMs);
    }
    Set<String> told = new HashSet<>();
    return closed.stream()
        .sorted(Comparator.comparingLong(Stretch::fromMs))
        .map(
            s ->
                heard(s.kind()) && words.containsKey(s.name()) && told.add(s.name())
                    ? new Stretch(
                        s.kind(), s.fromMs(), s.toMs(), s.name(), words.get(s.name()).strip())
                    : s)
        .toList();
  }

  private static boolean heard(Stretch.Kind kind) {
    return kind == Stretch.Kind.SPEECH || kind == Stretch.Kind.SPEAKING;
  }
}
