package coda.voice.storage;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StoredConversation;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of tables as what they stand for. */
final class Rows {
  static final String CONVERSATION =
      "SELECT c.id, c.tenant, c.user_name, c.began_at, c.changed_at, (SELECT COUNT(*) FROM turns t"
          + " WHERE t.conversation_id = c.id) AS turn_count FROM conversations c";

  private Rows() {}

  /** A page of turns in some order, with their lines; given out oldest first. */
  static String turnsBy(String order) {
    return "SELECT t.sitting, t.turn_number, t.place, t.revision, t.began_at, t.changed_at,"
        + " t.answer_mode, t.spoken_language, t.engines, c.id, c.tenant, c.user_name, l.speaker,"
        + " l.words FROM (SELECT * FROM turns WHERE conversation_id = :id ORDER BY "
        + order
        + " LIMIT :most OFFSET :skip) t JOIN conversations c ON c.id = t.conversation_id LEFT JOIN"
        + " turn_lines l ON l.conversation_id = t.conversation_id AND l.sitting = t.sitting AND"
        + " l.turn_number = t.turn_number ORDER BY t.sitting, t.place, t.turn_number,"
        + " l.line_number";
  }

  static StoredConversation conversation(ResultSet row, StatementContext context)
      throws SQLException {
    return new StoredConversation(
        row.getString("id"),
        owner(row),
        time(row, "began_at"),
        time(row, "changed_at"),
        row.getInt("turn_count"));
  }

  static Line line(ResultSet row, StatementContext context) throws SQLException {
    String engines = row.getString("engines");
    StoredTurn turn =
        new StoredTurn(
            row.getInt("turn_number"),
            row.getInt("place"),
            row.getInt("revision"),
            time(row, "began_at"),
            time(row, "changed_at"),
            row.getString("answer_mode"),
            row.getString("spoken_language"),
            engines.isEmpty() ? List.of() : List.of(engines.split(",", -1)),
            List.of());
    String speaker = row.getString("speaker");
    Optional<Message> words =
        speaker == null
            ? Optional.empty()
            : Optional.of(
                new Message(
                    Role.valueOf(speaker.toUpperCase(Locale.ROOT)), row.getString("words")));
    return new Line(
        new SittingTurn(
            new Sitting(owner(row), row.getString("id"), row.getString("sitting")), turn),
        words);
  }

  /** Lines of turns, in order, as turns with lines. */
  static List<SittingTurn> turns(List<Line> lines) {
    Map<SittingTurn, List<Message>> byTurn = new LinkedHashMap<>();
    lines.forEach(
        line ->
            line.words()
                .ifPresentOrElse(
                    words ->
                        byTurn.computeIfAbsent(line.of(), turn -> new ArrayList<>()).add(words),
                    () -> byTurn.putIfAbsent(line.of(), new ArrayList<>())));
    return byTurn.entrySet().stream()
        .map(each -> new SittingTurn(each.getKey().sitting(), with(each.getKey(), each.getValue())))
        .toList();
  }

  private static StoredTurn with(SittingTurn each, List<Message> lines) {
    StoredTurn turn = each.turn();
    return new StoredTurn(
        turn.number(),
        turn.position(),
        turn.revision(),
        turn.beganAt(),
        turn.changedAt(),
        turn.mode(),
        turn.language(),
        turn.engines(),
        lines);
  }

  private static Owner owner(ResultSet row) throws SQLException {
    return new Owner(row.getString("tenant"), row.getString("user_name"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /**
   * A line of a turn.
   *
   * @param of the turn, without its lines
   * @param words what was said; empty for a turn without lines
   */
  record Line(SittingTurn of, Optional<Message> words) {}
}
