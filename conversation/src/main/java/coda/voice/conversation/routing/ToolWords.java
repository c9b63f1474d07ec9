package coda.voice.conversation.routing;

import coda.voice.engine.Tool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words by which turns are known to want one of the tools there are. Made once for a session.
 * Immutable; any thread.
 */
public final class ToolWords {
  /** There are no tools. */
  public static final ToolWords NONE = new ToolWords(List.of());

  /** What the descriptions of all tools are full of. */
  private static final Set<String> COMMON =
      Set.copyOf(
          Words.of(
              """
              get gets set sets give gives use used uses using user users return returns call calls
              tool tools function current information data value values name names given result
              results provide provides string number optional argument arguments
              """));

  /** How many words of a description a turn must have at least. */
  private static final int DESCRIBED = 2;

  private final List<Entry> entries;

  private ToolWords(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Those of some tools.
   *
   * @param tools their names and descriptions are read
   * @param language BCP 47, the language of the conversation; descriptions in another are not
   *     recognised
   */
  public static ToolWords of(List<? extends Tool> tools, String language) {
    Lexicon lexicon = Lexicon.of(language);
    return new ToolWords(
        tools.stream()
            .map(
                tool ->
                    new Entry(
                        tool.name(),
                        telling(lexicon, apart(tool.name())),
                        telling(lexicon, tool.description())))
            .toList());
  }

  /** Words of a name that is written in one piece: get_weather, getWeather. */
  private static String apart(String name) {
    return name.replaceAll("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})", " ").replace('_', ' ');
  }

  private static Set<String> telling(Lexicon lexicon, String text) {
    return Words.of(text).stream()
        .filter(word -> !COMMON.contains(word) && lexicon.tells(word))
        .map(lexicon::stem)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The tool that a turn mentions: it has all words of the tool's name, or two of its description
   * that are a third of what the turn says.
   *
   * @param words of the turn
   * @param lexicon of its language
   */
  Optional<String> wanted(List<String> words, Lexicon lexicon) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Set<String> stems = lexicon.stems(words);
    return entries.stream().filter(entry -> entry.meant(stems)).map(Entry::name).findFirst();
  }

  private record Entry(String name, Set<String> called, Set<String> described) {
    boolean meant(Set<String> stems) {
      if (!called.isEmpty() && stems.containsAll(called)) {
        return true;
      }
      long shared = stems.stream().filter(described::contains).count();
      return shared >= DESCRIBED && 3 * shared >= stems.size();
    }
  }
}
