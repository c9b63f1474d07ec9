package coda.voice.engines.local.phrases;

import coda.voice.engines.local.english.Reading;
import coda.voice.engines.local.english.Words;
import java.util.List;
import java.util.Optional;

/** Takes what a reader understands, the longest reading only. */
record ReadSlot<T>(
    String name,
    Class<T> type,
    Reader<T> exact,
    Reader<T> misheard,
    String grammar,
    List<String> examples)
    implements Slot<T> {
  /** What a reading from a word that only sounds right costs. */
  private static final double MISHEARD_COST = 0.2;

  /** Reads a value from a text. */
  interface Reader<T> {
    Optional<Reading<T>> read(Words words, int from);
  }

  @Override
  public List<Fill<T>> read(Words words, int from) {
    Optional<Reading<T>> reading = exact.read(words, from);
    if (reading.isPresent()) {
      return List.of(new Fill<>(reading.get().value(), reading.get().end(), 0));
    }
    return misheard
        .read(words, from)
        .map(r -> List.of(new Fill<>(r.value(), r.end(), MISHEARD_COST)))
        .orElse(List.of());
  }

  @Override
  public boolean open() {
    return false;
  }
}
