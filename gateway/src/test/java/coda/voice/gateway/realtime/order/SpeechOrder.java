package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the user says: when, what becomes of it, and in which words. */
final class SpeechOrder {
  private final Findings findings;
  private final SessionEcho session;
  private final ItemOrder items;
  private final Set<String> used = new HashSet<>();
  private final Map<String, Words> words = new HashMap<>();
  private Optional<String> speaking = Optional.empty();
  private Optional<String> stopped = Optional.empty();
  private Optional<String> silent = Optional.empty();
  private Optional<JsonObject> committed = Optional.empty();
  private boolean added;
  private long startMs;
  private long endMs;

  /** The words of an item. */
  private static final class Words {
    private final StringBuilder grown = new StringBuilder();
    private boolean over;
  }

  SpeechOrder(Findings findings, SessionEcho session, ItemOrder items) {
    this.findings = findings;
    this.session = session;
    this.items = items;
  }

  void saw() {
    switch (findings.type()) {
      case "input_audio_buffer.speech_started" -> started();
      case "input_audio_buffer.speech_stopped" -> stopped();
      case "input_audio_buffer.committed" -> committed();
      case "input_audio_buffer.cleared" -> speaking = Optional.empty();
      case "input_audio_buffer.timeout_triggered" -> timeout();
      default -> {
        // There is no other; its type was found wrong already.
      }
    }
  }

  private void started() {
    String id = findings.need(Rule.SPEECH, "item_id");
    findings.check(Rule.SPEECH, session.detectsTurns(), "speech is told of where it is looked for");
    findings.check(
        Rule.SPEECH,
        speaking.isEmpty() && stopped.isEmpty(),
        "what was said is committed before more is said");
    findings.check(
        Rule.SPEECH, used.add(id) && !items.announced(id), "speech is for an item of its own");
    startMs = findings.number(Rule.SPEECH, findings.event(), "audio_start_ms");
    findings.check(Rule.SPEECH, startMs >= 0, "speech starts after the beginning");
    speaking = Optional.of(id);
  }

  private void stopped() {
    String id = findings.need(Rule.SPEECH, "item_id");
    findings.check(Rule.SPEECH, speaking.equals(Optional.of(id)), "what stops had started");
    long at = findings.number(Rule.SPEECH, findings.event(), "audio_end_ms");
    findings.check(Rule.SPEECH, at >= startMs && at >= endMs, "speech stops after it has started");
    endMs = at;
    speaking = Optional.empty();
    stopped = Optional.of(id);
  }

  private void timeout() {
    String id = findings.need(Rule.TIMEOUT, "item_id");
    findings.check(
        Rule.TIMEOUT, session.hasIdleTimeout(), "silence is told of where that was asked for");
    findings.check(
        Rule.TIMEOUT,
        !items.announced(id) && committed.isEmpty(),
        "silence is told of before it is committed");
    findings.check(
        Rule.TIMEOUT,
        findings.number(Rule.TIMEOUT, findings.event(), "audio_end_ms")
            >= findings.number(Rule.TIMEOUT, findings.event(), "audio_start_ms"),
        "silence ends after it has started");
    silent = Optional.of(id);
  }

  private void committed() {
    String id = findings.need(Rule.COMMITTED, "item_id");
    findings.check(Rule.COMMITTED, committed.isEmpty(), "one item is committed at a time");
    findings.check(Rule.COMMITTED, !items.announced(id), "what is committed is no item yet");
    Optional<String> expected = stopped.or(() -> speaking).or(() -> silent);
    findings.check(
        Rule.SPEECH,
        expected.isEmpty() ? !used.contains(id) : expected.get().equals(id),
        "what was said is committed under the id that was told");
    findings.check(
        Rule.PREDECESSOR,
        findings.event().containsKey("previous_item_id")
            && items.last().equals(Optional.ofNullable(findings.text("previous_item_id"))),
        "what is committed follows the last item");
    used.add(id);
    items.willCome(id);
    speaking = Optional.empty();
    stopped = Optional.empty();
    silent = Optional.empty();
    committed = Optional.of(findings.event());
    added = false;
  }

  /** An event about an item, which may be that of what was committed. */
  void item() {
    boolean adds = findings.type().equals("conversation.item.added");
    boolean ends = findings.type().equals("conversation.item.done");
    if (committed.isEmpty() || !adds && !ends) {
      return;
    }
    JsonObject of = committed.get();
    boolean its =
        of.getString("item_id", "")
            .equals(findings.object(Rule.ITEM, findings.event(), "item").getString("id"));
    findings.check(
        Rule.COMMITTED, its && added == ends, "what is committed is added, and then done");
    findings.check(
        Rule.COMMITTED,
        String.valueOf(of.getValue("previous_item_id"))
            .equals(String.valueOf(findings.event().getValue("previous_item_id"))),
        "what is committed keeps its predecessor");
    findings.check(
        Rule.COMMITTED,
        "user".equals(findings.object(Rule.ITEM, findings.event(), "item").getString("role", "")),
        "what is committed is the user's");
    added = true;
    if (ends) {
      committed = Optional.empty();
    }
  }

  /** An event about the words of an item. */
  void transcription() {
    String id = findings.need(Rule.TRANSCRIPTION, "item_id");
    findings.check(Rule.TRANSCRIPTION, items.announced(id), "words are of an item that exists");
    findings.check(
        Rule.TRANSCRIPTION, session.transcribes(), "words are told where they are wanted");
    findings.check(
        Rule.TRANSCRIPTION,
        findings.number(Rule.TRANSCRIPTION, findings.event(), "content_index") == 0,
        "words are of the first part");
    Words known = words.computeIfAbsent(id, unused -> new Words());
    findings.check(Rule.TRANSCRIPTION, !known.over, "words end once");
    switch (findings.type()) {
      case "conversation.item.input_audio_transcription.delta" ->
          known.grown.append(findings.need(Rule.TRANSCRIPTION, "delta"));
      case "conversation.item.input_audio_transcription.completed" -> completed(id, known);
      default -> failed(known);
    }
  }

  private void completed(String id, Words known) {
    String transcript = findings.need(Rule.TRANSCRIPTION, "transcript");
    findings.check(
        Rule.CONCATENATION,
        known.grown.isEmpty() || known.grown.toString().equals(transcript),
        "the whole is all its deltas");
    JsonObject usage = findings.object(Rule.TRANSCRIPTION, findings.event(), "usage");
    findings.check(
        Rule.TRANSCRIPTION,
        usage.getValue("type") instanceof String,
        "words come with what they cost");
    known.over = true;
    items.words(id, transcript);
  }

  private void failed(Words known) {
    JsonObject error = findings.object(Rule.TRANSCRIPTION, findings.event(), "error");
    for (String key : List.of("type", "message")) {
      findings.check(
          Rule.TRANSCRIPTION, error.getValue(key) instanceof String, "a failure has a " + key);
    }
    error.forEach(
        field ->
            findings.check(
                Rule.TRANSCRIPTION, field.getValue() != null, field.getKey() + " is not null"));
    known.over = true;
  }
}
