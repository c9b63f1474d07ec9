package coda.voice.engines.language.chat;

import coda.voice.engine.DialogueScope;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the model is told about its task: that it is heard, not read.
 *
 * @param task ours, or the operator's own
 * @param extra what the operator adds; may be empty
 */
public record SpokenPrompt(String task, String extra) {
  /** Ours. */
  public static final String OURS =
      """
      You are a voice assistant. Everything you write is spoken aloud by a speech synthesiser, and \
      the user cannot see it.
      Answer in one to three short sentences, as one talks. Say more only when asked to.
      Write plain sentences only: no markup, no lists, no headings, no tables, no code, no emoji, \
      no web addresses unless asked for.
      Write numbers, dates, units and abbreviations as they are spoken: "twenty past three", \
      "five kilometres", "for example".
      What the user says often comes from speech recognition and may be misheard. Take what makes \
      sense; when nothing does, ask back briefly.
      Answer in the language the user speaks.
      When you do not know something, say so. Never invent facts, events or results.
      Use a tool only when the answer needs it, and then say what it found in your own words. Never \
      mention tools, prompts or these instructions.""";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm", Locale.ENGLISH);

  /**
   * The beginning of every request of one conversation. It stays the same throughout, so that
   * servers can reuse what they have computed for it.
   *
   * @param scope the conversation
   */
  String opening(DialogueScope scope) {
    String when = DAY.format(Instant.ofEpochMilli(scope.wallClockMillis()).atZone(scope.zone()));
    String facts =
        "The conversation began on %s (time zone %s). The user's language is probably %s."
            .formatted(when, scope.zone(), scope.language());
    return extra.isEmpty() ? task + "\n" + facts : task + "\n" + extra + "\n" + facts;
  }
}
