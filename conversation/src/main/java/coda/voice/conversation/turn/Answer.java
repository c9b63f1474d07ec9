package coda.voice.conversation.turn;

import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnState.Proposal;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of an announced answer, however far it is. Immutable.
 *
 * @param replyId its name
 * @param itemId the turn it answers, or empty when the assistant speaks by itself
 * @param asked the words it answers, empty when the assistant speaks by itself
 * @param settings turn-taking as it was when the answer began; later changes do not touch it
 * @param heard whether any of it went out
 * @param guarded whether it was said that it must not be interrupted now
 * @param calls the tool calls it has made
 * @param acting those of them that change something and still run
 * @param acted whether it has changed something
 * @param apology whether it only says that something went wrong
 * @param led whether the duplex model took the turn by itself: it hears the user, so that speech
 *     over it is its own business
 * @param proposal what it says, when the assistant speaks by itself
 */
public record Answer(
    String replyId,
    String itemId,
    String asked,
    TurnSettings settings,
    boolean heard,
    boolean guarded,
    Set<String> calls,
    Set<String> acting,
    boolean acted,
    boolean apology,
    boolean led,
    Optional<Proposal> proposal) {

  /** An answer that calls more tools than this goes round in circles. */
  public static final int MAX_CALLS = 16;

  /** Copies the sets. */
  public Answer {
    calls = Set.copyOf(calls);
    acting = Set.copyOf(acting);
  }

  static Answer to(String itemId, String asked, String replyId, TurnSettings settings) {
    return new Answer(
        replyId,
        itemId,
        asked,
        settings,
        false,
        false,
        Set.of(),
        Set.of(),
        false,
        false,
        false,
        Optional.empty());
  }

  static Answer proposed(String replyId, TurnSettings settings, Proposal proposal) {
    return new Answer(
        replyId,
        "",
        "",
        settings,
        false,
        proposal.guarded(),
        Set.of(),
        Set.of(),
        false,
        false,
        false,
        Optional.of(proposal));
  }

  static Answer requested(String replyId, TurnSettings settings) {
    return to("", "", replyId, settings);
  }

  static Answer apology(String replyId, TurnSettings settings) {
    return new Answer(
        replyId,
        "",
        "",
        settings,
        false,
        false,
        Set.of(),
        Set.of(),
        false,
        true,
        false,
        Optional.empty());
  }

  static Answer byModel(String replyId, String itemId, TurnSettings settings, boolean led) {
    return new Answer(
        replyId,
        itemId,
        "",
        settings,
        false,
        false,
        Set.of(),
        Set.of(),
        false,
        false,
        led,
        Optional.empty());
  }

  /** Whether neither words nor buttons interrupt it now. */
  public boolean untouchable() {
    return guarded || !acting.isEmpty();
  }

  /** Whether speech over it may hold it, and words cut it. */
  boolean yieldsToWords() {
    return yieldsTo(Yielding.TO_WORDS);
  }

  /** Whether speech over it ends it. */
  boolean yieldsAtOnce() {
    return yieldsTo(Yielding.AT_ONCE);
  }

  private boolean yieldsTo(Yielding what) {
    return !untouchable() && !led && settings.manners().yielding() == what;
  }

  Answer goesOut() {
    return new Answer(
        replyId, itemId, asked, settings, true, guarded, calls, acting, acted, apology, led,
        proposal);
  }

  Answer guard(boolean wanted) {
    return new Answer(
        replyId, itemId, asked, settings, heard, wanted, calls, acting, acted, apology, led,
        proposal);
  }

  Answer called(String callId, boolean changesSomething) {
    return new Answer(
        replyId,
        itemId,
        asked,
        settings,
        heard,
        guarded,
        with(calls, callId),
        changesSomething ? with(acting, callId) : acting,
        acted || changesSomething,
        apology,
        led,
        proposal);
  }

  Answer returned(String callId) {
    Set<String> rest = new LinkedHashSet<>(acting);
    rest.remove(callId);
    return new Answer(
        replyId, itemId, asked, settings, heard, guarded, calls, rest, acted, apology, led,
        proposal);
  }

  private static Set<String> with(Set<String> set, String more) {
    Set<String> all = new LinkedHashSet<>(set);
    all.add(more);
    return all;
  }
}
