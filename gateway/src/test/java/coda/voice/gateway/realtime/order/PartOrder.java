package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** One part of a message: audio with its transcript, or text. */
final class PartOrder {
  private final Findings findings;
  private final int index;
  private final int bytesPerSample;
  private final boolean audio;
  private final String words;
  private final StringBuilder grown = new StringBuilder();
  private boolean soundDone;
  private boolean wordsDone;
  private boolean done;

  PartOrder(Findings findings, int index, int bytesPerSample) {
    this.findings = findings;
    this.bytesPerSample = bytesPerSample;
    this.index = index;
    findings.check(
        Rule.PART,
        findings.number(Rule.PART, findings.event(), "content_index") == index,
        "content_index counts the parts of an item");
    JsonObject part = findings.object(Rule.PART, findings.event(), "part");
    this.audio = "audio".equals(part.getValue("type"));
    this.words = audio ? "transcript" : "text";
    findings.check(Rule.PART, part.equals(asPart()), "a part begins as audio or text, and empty");
  }

  private JsonObject asPart() {
    return new JsonObject().put("type", audio ? "audio" : "text").put(words, grown.toString());
  }

  /** What its item has of it. */
  JsonObject asContent() {
    return new JsonObject()
        .put("type", audio ? "output_audio" : "output_text")
        .put(words, grown.toString());
  }

  boolean done() {
    return done;
  }

  void saw() {
    findings.check(Rule.PART, !done, "nothing of part " + index + " comes after it");
    switch (findings.type()) {
      case "response.output_audio.delta" -> {
        findings.check(Rule.PART, audio && !soundDone, "audio comes in a part of audio");
        sound(findings.need(Rule.AUDIO, "delta"));
      }
      case "response.output_audio.done" -> {
        findings.check(Rule.PART, audio && !soundDone, "audio is done once");
        soundDone = true;
      }
      case "response.output_audio_transcript.delta" -> grows(true);
      case "response.output_audio_transcript.done" -> whole(true, "transcript");
      case "response.output_text.delta" -> grows(false);
      case "response.output_text.done" -> whole(false, "text");
      case "response.content_part.done" -> end();
      default -> findings.check(Rule.PART, false, "a part has such an event");
    }
  }

  private void sound(String base64) {
    int bytes;
    try {
      bytes = Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException wrong) {
      bytes = 0;
    }
    findings.check(
        Rule.AUDIO, bytes > 0 && bytes % bytesPerSample == 0, "audio is base64 of whole samples");
  }

  private void grows(boolean spoken) {
    findings.check(Rule.PART, audio == spoken && !wordsDone, "words come in their own part");
    String delta = findings.need(Rule.PART, "delta");
    findings.check(Rule.PART, !delta.isEmpty(), "a delta is not empty");
    grown.append(delta);
  }

  private void whole(boolean spoken, String key) {
    findings.check(Rule.PART, audio == spoken && !wordsDone, "words are done once");
    findings.check(
        Rule.CONCATENATION,
        grown.toString().equals(findings.text(key)),
        "the whole is all its deltas");
    wordsDone = true;
  }

  private void end() {
    findings.check(
        Rule.PART, wordsDone && (soundDone || !audio), "all of a part is done before it is");
    JsonObject part = findings.object(Rule.PART, findings.event(), "part");
    findings.check(Rule.CONCATENATION, part.equals(asPart()), "a part is all its deltas");
    done = true;
  }
}
