package coda.voice.conversation.routing;

import static coda.voice.conversation.routing.RoutingError.ROUTING_STATE_INVALID;
import static coda.voice.conversation.routing.RoutingError.ROUTING_STATE_VERSION;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was learned as lines that people can read, and back. */
final class RouterStateText {
  private static final String MAGIC = "coda-routing";
  private static final String VERSION = "1";
  private static final String ROUTE = "route";
  private static final String DELIVERY = "delivery";
  private static final String END = "end";

  private RouterStateText() {}

  static List<String> write(RouterState state) {
    List<String> lines = new ArrayList<>();
    lines.add(MAGIC + " " + VERSION);
    lines.add("# route <complexity> <route> <satisfaction 0 to 1> <weight> <turns>");
    for (Complexity bucket : Complexity.values()) {
      for (Route route : Route.values()) {
        Experience known = state.experience(route, bucket);
        lines.add(
            String.join(
                " ",
                ROUTE,
                word(bucket),
                word(route),
                Double.toString(known.satisfaction()),
                Double.toString(known.weight()),
                Long.toString(known.turns())));
      }
    }
    lines.add("# delivery <answerer> <complexity> <result> <ms to the first sound>; oldest first");
    for (Answerer answerer : Answerer.values()) {
      for (Delivery delivery : state.deliveries().recent().getOrDefault(answerer, List.of())) {
        lines.add(
            String.join(
                " ",
                DELIVERY,
                word(answerer),
                word(delivery.bucket()),
                word(delivery.result()),
                Long.toString(delivery.firstSoundMs())));
      }
    }
    lines.add(END);
    return lines;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws RoutingStateException {@code ROUTING_STATE_VERSION} when another version wrote it,
   *     {@code ROUTING_STATE_INVALID} when it is anything else
   */
  static RouterState read(List<String> lines) {
    String first = lines.isEmpty() ? "" : lines.getFirst();
    if (!first.startsWith(MAGIC + " ")) {
      throw invalid(1, "it does not begin with '" + MAGIC + "'", null);
    }
    if (!first.equals(MAGIC + " " + VERSION)) {
      throw new RoutingStateException(
          ROUTING_STATE_VERSION,
          "Written by another version of the server ("
              + first
              + "; this one reads "
              + VERSION
              + ")",
          null);
    }
    RouterState state = RouterState.FRESH;
    Map<Answerer, List<Delivery>> deliveries = new EnumMap<>(Answerer.class);
    boolean ended = false;
    for (int number = 2; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (line.startsWith("#")) {
        continue;
      }
      if (ended) {
        throw invalid(number, "something follows the end", null);
      }
      String[] words = line.split(" ", -1);
      try {
        switch (words[0]) {
          case ROUTE -> state = route(state, words);
          case DELIVERY -> {
            Delivery delivery = delivery(words);
            deliveries.computeIfAbsent(delivery.answerer(), any -> new ArrayList<>()).add(delivery);
          }
          case END -> ended = true;
          default -> throw invalid(number, "it begins with no known word", null);
        }
      } catch (IllegalArgumentException e) {
        throw invalid(number, "it does not hold what it should", e);
      }
    }
    if (!ended) {
      throw invalid(lines.size(), "the rest is missing", null);
    }
    return state.with(new Deliveries(deliveries));
  }

  private static RouterState route(RouterState state, String[] words) {
    count(words, 6);
    return state.with(
        Route.valueOf(name(words[2])),
        Complexity.valueOf(name(words[1])),
        new Experience(
            Double.parseDouble(words[3]), Double.parseDouble(words[4]), Long.parseLong(words[5])));
  }

  private static Delivery delivery(String[] words) {
    count(words, 5);
    return new Delivery(
        Answerer.valueOf(name(words[1])),
        Complexity.valueOf(name(words[2])),
        Delivery.Result.valueOf(name(words[3])),
        Long.parseLong(words[4]));
  }

  private static void count(String[] words, int expected) {
    if (words.length != expected) {
      throw new IllegalArgumentException(expected + " words expected, not " + words.length);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String name(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private static RoutingStateException invalid(int line, String what, @Nullable Throwable cause) {
    return new RoutingStateException(ROUTING_STATE_INVALID, "Line " + line + ": " + what, cause);
  }
}
