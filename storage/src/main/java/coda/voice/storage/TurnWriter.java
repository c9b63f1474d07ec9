package coda.voice.storage;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageException;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.engine.LanguageModel.Message;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Writes turns inside one transaction. Writing the same turn twice is writing it once. */
final class TurnWriter {
  private static final String KEY =
      " WHERE conversation_id = :conversation AND sitting = :sitting AND turn_number = :number";

  private final Handle handle;
  private final Set<String> known = new HashSet<>();

  TurnWriter(Handle handle) {
    this.handle = handle;
  }

  void write(List<SittingTurn> turns) {
    turns.forEach(this::write);
  }

  private void write(SittingTurn each) {
    Sitting sitting = each.sitting();
    StoredTurn turn = each.turn();
    if (known.add(sitting.conversation())) {
      claim(sitting, turn);
    }
    Optional<Integer> stored =
        key(handle.createQuery("SELECT revision FROM turns" + KEY), each)
            .mapTo(Integer.class)
            .findOne();
    if (stored.isPresent() && stored.get() >= turn.revision()) {
      return;
    }
    if (stored.isPresent()) {
      row(
              handle.createUpdate(
                  "UPDATE turns SET place = :place, revision = :revision, began_at = :began,"
                      + " changed_at = :changed, answer_mode = :mode, spoken_language = :language,"
                      + " engines = :engines"
                      + KEY),
              each)
          .execute();
      key(handle.createUpdate("DELETE FROM turn_lines" + KEY), each).execute();
    } else {
      row(
              handle.createUpdate(
                  "INSERT INTO turns (conversation_id, sitting, turn_number, place, revision,"
                      + " began_at, changed_at, answer_mode, spoken_language, engines) VALUES"
                      + " (:conversation, :sitting, :number, :place, :revision, :began, :changed,"
                      + " :mode, :language, :engines)"),
              each)
          .execute();
    }
    lines(each);
    handle
        .createUpdate(
            "UPDATE conversations SET changed_at = :changed WHERE id = :conversation AND changed_at"
                + " < :changed")
        .bind("conversation", sitting.conversation())
        .bind("changed", utc(turn.changedAt()))
        .execute();
  }

  /** Whoever writes first owns the conversation; somebody faster makes this fail and try again. */
  private void claim(Sitting sitting, StoredTurn first) {
    Optional<Owner> owner =
        handle
            .createQuery("SELECT tenant, user_name FROM conversations WHERE id = :id")
            .bind("id", sitting.conversation())
            .map((row, context) -> new Owner(row.getString("tenant"), row.getString("user_name")))
            .findOne();
    if (owner.isEmpty()) {
      handle
          .createUpdate(
              "INSERT INTO conversations (id, tenant, user_name, began_at, changed_at) VALUES (:id,"
                  + " :tenant, :user, :began, :changed)")
          .bind("id", sitting.conversation())
          .bind("tenant", sitting.owner().tenant())
          .bind("user", sitting.owner().user())
          .bind("began", utc(first.beganAt()))
          .bind("changed", utc(first.changedAt()))
          .execute();
    } else if (!owner.get().equals(sitting.owner())) {
      throw StorageException.notYours(sitting.conversation());
    }
  }

  private void lines(SittingTurn each) {
    List<Message> lines = each.turn().lines();
    if (lines.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO turn_lines (conversation_id, sitting, turn_number, line_number, speaker,"
                + " words) VALUES (:conversation, :sitting, :number, :line, :speaker, :words)")) {
      for (int i = 0; i < lines.size(); i++) {
        key(batch, each)
            .bind("line", i)
            .bind("speaker", lines.get(i).role().name().toLowerCase(Locale.ROOT))
            .bind("words", storable(lines.get(i).text()));
        batch.add();
      }
      batch.execute();
    }
  }

  private static <S extends SqlStatement<S>> S key(S statement, SittingTurn each) {
    return statement
        .bind("conversation", each.sitting().conversation())
        .bind("sitting", each.sitting().id())
        .bind("number", each.turn().number());
  }

  private static <S extends SqlStatement<S>> S row(S statement, SittingTurn each) {
    StoredTurn turn = each.turn();
    return key(statement, each)
        .bind("place", turn.position())
        .bind("revision", turn.revision())
        .bind("began", utc(turn.beganAt()))
        .bind("changed", utc(turn.changedAt()))
        .bind("mode", turn.mode())
        .bind("language", turn.language())
        .bind("engines", String.join(",", turn.engines()));
  }

  /** PostgreSQL has no way to keep the character with the number 0, nor half a character. */
  private static String storable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0)
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
