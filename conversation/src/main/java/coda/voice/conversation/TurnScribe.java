package coda.voice.conversation;

import coda.voice.conversation.history.History;
import coda.voice.conversation.history.History.TurnLines;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.conversation.store.TurnSink;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives away the turns of a session for keeping, as its history has them: each when its answer is
 * over, and again when the history is corrected. On the session's loop.
 */
final class TurnScribe {
  /** Only the newest turns still change. */
  private static final int REMEMBERED = 64;

  private final History history;
  private final TurnSink sink;
  private final Map<Integer, Circumstances> turns = new LinkedHashMap<>();

  TurnScribe(History history, TurnSink sink) {
    this.history = history;
    this.sink = sink;
  }

  /** The newest turn, or one that begins with this, is being answered by these engines. */
  void answeredBy(List<String> engines) {
    Circumstances newest = turns.get(history.newestTurn());
    if (newest != null) {
      newest.engines.addAll(engines);
    }
  }

  /**
   * Between steps.
   *
   * @param mode who answers
   * @param language BCP 47
   * @param answering whether the newest turn is still being answered
   */
  void look(ProcessingMode mode, String language, boolean answering) {
    int newest = history.newestTurn();
    if (newest > 0) {
      turns.computeIfAbsent(newest, turn -> new Circumstances(mode, language));
    }
    for (TurnLines turn : history.takeChanged(answering)) {
      sink.onTurn(
          stored(
              turn, turns.computeIfAbsent(turn.number(), t -> new Circumstances(mode, language))));
    }
    while (turns.size() > REMEMBERED) {
      turns.remove(turns.keySet().iterator().next());
    }
  }

  private static StoredTurn stored(TurnLines turn, Circumstances of) {
    return new StoredTurn(
        turn.number(),
        turn.position(),
        turn.revision(),
        Instant.ofEpochMilli(turn.beganAt()),
        Instant.ofEpochMilli(turn.changedAt()),
        of.mode.name().toLowerCase(Locale.ROOT),
        of.language,
        List.copyOf(of.engines),
        turn.lines());
  }

  /** What a turn was answered in. */
  private static final class Circumstances {
    private final ProcessingMode mode;
    private final String language;
    private final Set<String> engines = new LinkedHashSet<>();

    Circumstances(ProcessingMode mode, String language) {
      this.mode = mode;
      this.language = language;
    }
  }
}
