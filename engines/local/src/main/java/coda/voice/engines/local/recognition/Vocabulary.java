package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.dictionary.TextDictionary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pronunciations of the words the domain uses.
 *
 * <p>The CMU dictionary has 134,000 entries; a decoder needs a few hundred. Keeping only those
 * saves tens of megabytes per decoder.
 */
final class Vocabulary extends TextDictionary {
  private final Set<String> wanted;
  private final Set<String> known = new TreeSet<>();

  Vocabulary(URL words, URL fillers, Set<String> wanted, UnitManager units) {
    super(words, fillers, List.of(), null, units);
    this.wanted = Set.copyOf(wanted);
  }

  /** The wanted words that have a pronunciation. */
  Set<String> known() {
    return known;
  }

  @Override
  public void allocate() throws IOException {
    if (!allocated) {
      super.allocate();
      allocated = true;
    }
  }

  @Override
  protected void loadDictionary(InputStream stream, boolean fillers) throws IOException {
    if (fillers) {
      super.loadDictionary(stream, true);
      return;
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
          continue;
        }
        String entry = line.substring(0, blank);
        int variant = entry.indexOf('(');
        String word = variant > 0 ? entry.substring(0, variant) : entry;
        if (wanted.contains(word)) {
          known.add(word);
          dictionary.put(entry, line);
        }
      }
    }
  }
}
