package coda.voice.engines.local.phrases;

import coda.voice.engines.local.english.Words;
import java.util.ArrayList;
import java.util.List;

/** Takes any words as they were written, up to a number of them. */
record OpenSlot(String name, int maxWords, String grammar, List<String> examples)
    implements Slot<String> {
  @Override
  public Class<String> type() {
    return String.class;
  }

  @Override
  public List<Fill<String>> read(Words words, int from) {
    List<Fill<String>> fills = new ArrayList<>();
    for (int end = from + 1; end <= Math.min(words.size(), from + maxWords); end++) {
      fills.add(new Fill<>(words.original(from, end), end, 0));
    }
    return fills;
  }

  @Override
  public boolean open() {
    return true;
  }
}
