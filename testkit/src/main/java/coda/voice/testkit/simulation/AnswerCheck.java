package coda.voice.testkit.simulation;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.routing.Answerer;
import coda.voice.testkit.play.HeardReply;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One answer, from whoever it came: what is remembered of it was shown before, what was shown of a
 * complete one is remembered, its sound is of nobody who was not told to be heard, and a tool runs
 * for nobody but the chain.
 */
final class AnswerCheck implements SessionWitness {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Violations violations;
  private final Map<String, StringBuilder> shown = new HashMap<>();
  private final Map<String, Set<Answerer>> heard = new HashMap<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Set<String> usedTools = new HashSet<>();
  private long at;

  AnswerCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    at = atMs;
    switch (notice) {
      case SessionNotice.ReplyText n ->
          shown.computeIfAbsent(n.replyId(), id -> new StringBuilder()).append(n.text());
      case SessionNotice.AnsweredBy n ->
          heard
              .computeIfAbsent(n.replyId(), id -> EnumSet.noneOf(Answerer.class))
              .add(n.answerer());
      case SessionNotice.ToolBegan n -> usedTools.add(n.replyId());
      case SessionNotice.HeardMore n -> isShown(n.replyId(), n.heardText(), false);
      case SessionNotice.HeardOnly n -> isShown(n.replyId(), n.heardText(), false);
      case SessionNotice.ReplyEnded n -> {
        outcomes.put(n.replyId(), n.outcome());
        isShown(n.replyId(), n.text(), n.outcome() == Outcome.COMPLETED);
      }
      default -> {}
    }
  }

  private void isShown(String replyId, String remembered, boolean all) {
    StringBuilder told = shown.get(replyId);
    String text = told == null ? "" : told.toString().strip();
    String wanted = remembered.strip();
    if (text.equals(wanted)) {
      return;
    }
    text = plain(text);
    wanted = plain(wanted);
    if (all ? !text.equals(wanted) : !text.startsWith(wanted)) {
      wrong(replyId + ": '" + remembered + "' is remembered and '" + text + "' was shown");
    }
  }

  private static String plain(String text) {
    return BLANKS.matcher(text).replaceAll(" ");
  }

  /**
   * Compares, when everything is over.
   *
   * @param replies what the client knows
   */
  void compare(List<HeardReply> replies) {
    for (HeardReply reply : replies) {
      Set<Answerer> told = heard.getOrDefault(reply.replyId(), Set.of());
      if (reply.byDuplexModel() && !told.contains(Answerer.DUPLEX)) {
        wrong(reply.replyId() + ": the duplex model is heard and nobody was told");
      }
      if (reply.byChain() && !told.isEmpty() && !told.contains(Answerer.CHAIN)) {
        wrong(reply.replyId() + ": the chain is heard and nobody was told");
      }
      boolean complete = outcomes.get(reply.replyId()) == Outcome.COMPLETED;
      boolean chain = told.isEmpty() || told.contains(Answerer.CHAIN);
      if (complete && !chain && usedTools.contains(reply.replyId())) {
        wrong(reply.replyId() + ": a tool ran for a chain that nobody hears");
      }
    }
  }

  private void wrong(String what) {
    violations.add(Invariant.ONE_ANSWER, what, at);
  }
}
