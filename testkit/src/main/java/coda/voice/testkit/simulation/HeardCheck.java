package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import coda.voice.testkit.play.HeardReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the session wrote down of each reply is what the client really played: exactly, when nothing
 * is on its way between the two; otherwise as nearly as can be known. Never more than was sent.
 */
final class HeardCheck implements SessionWitness {
  /** The shortest word of the voice, in ms. */
  private static final long WORD_MS = 300;

  private final Violations violations;
  private final Honesty honesty;
  private final Map<String, String> recorded = new HashMap<>();
  private long at;

  HeardCheck(Violations violations, Honesty honesty) {
    this.violations = violations;
    this.honesty = honesty;
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    at = atMs;
    switch (notice) {
      case SessionNotice.ReplyEnded n -> recorded.put(n.replyId(), n.text());
      case SessionNotice.HeardMore n -> recorded.put(n.replyId(), n.heardText());
      case SessionNotice.HeardOnly n -> recorded.put(n.replyId(), n.heardText());
      default -> {}
    }
  }

  /**
   * Compares, when everything is over.
   *
   * @param replies what the client knows
   */
  void compare(List<HeardReply> replies) {
    for (HeardReply reply : replies) {
      String text = recorded.getOrDefault(reply.replyId(), "");
      if (reply.receivedMs() == 0) {
        // In writing only, or nothing came of it.
        same(reply, text, reply.shownText(), 0);
        continue;
      }
      if (!reply.seamless()) {
        differ(reply, "its audio was lost or repeated");
      }
      if (words(text) > words(reply.receivedText()) + wordsReckoned()) {
        differ(
            reply,
            "'" + text + "' was recorded and only so much sent: '" + reply.receivedText() + "'");
      }
      if (honesty.truthful()) {
        // That a live model has finished its word is known with the next piece of its sound.
        int live = reply.byDuplexModel() ? 1 : 0;
        same(reply, text, reply.heardText(), wordsOff() + live);
      }
    }
  }

  /** How many words the two may differ. */
  private long wordsOff() {
    long onTheWay = (honesty.offMs() + WORD_MS - 1) / WORD_MS;
    return onTheWay + wordsReckoned();
  }

  /** Without marks, long words seem to take longer than short ones. */
  private int wordsReckoned() {
    return honesty.marked() ? 0 : 3;
  }

  private void same(HeardReply reply, String text, String heard, long wordsOff) {
    String one = text.strip();
    String other = heard.strip();
    boolean prefix = one.startsWith(other) || other.startsWith(one);
    if (!prefix || Math.abs(words(one) - words(other)) > wordsOff) {
      differ(reply, "'" + one + "' was recorded and this was heard: '" + other + "'");
    }
  }

  private void differ(HeardReply reply, String how) {
    violations.add(Invariant.HISTORY_IS_WHAT_WAS_HEARD, reply.replyId() + ": " + how, at);
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }
}
