package coda.voice.conversation.turn;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything turn-taking knows. Immutable.
 *
 * @param lifecycle whether new turns are taken
 * @param user what the user does
 * @param turn the turn being heard
 * @param pending turns that are over and whose final words are awaited, oldest first
 * @param reply what the assistant does
 * @param mode how turns are taken
 * @param settings the times of turn-taking
 * @param unanswered words of the last turn when its answer was cancelled unheard because the user
 *     went on; the next words continue them
 * @param tentative an answer begun on trust
 * @param waiting what the user said while the assistant could not be interrupted
 * @param owed what the user said to the duplex model and it has not answered yet
 * @param requested an answer that was asked for and waits for the words of turns that are over
 * @param lead who decides when the assistant speaks
 * @param proposals what the assistant wants to say by itself, oldest first
 * @param goodbye whether the session ends with the present answer
 * @param unheard whether speech that goes on is no turn: it could not be recognised, or was refused
 * @param prompted whether the assistant has spoken up in this quiet already
 * @param tools the tool calls that run, as {@code reply/call}; they outlive their answers
 * @param timers the armed timers
 * @param turns how many turns were begun
 * @param replies how many answers were announced
 */
public record TurnState(
    Lifecycle lifecycle,
    User user,
    Optional<UserTurn> turn,
    List<UserTurn> pending,
    Reply reply,
    ConversationMode mode,
    TurnSettings settings,
    String unanswered,
    Optional<Tentative> tentative,
    Optional<Waiting> waiting,
    Optional<Owed> owed,
    Optional<String> requested,
    Lead lead,
    List<Proposal> proposals,
    boolean goodbye,
    boolean unheard,
    boolean prompted,
    Set<String> tools,
    Set<TurnTimer> timers,
    int turns,
    int replies) {

  /** Copies the collections. */
  public TurnState {
    pending = List.copyOf(pending);
    proposals = List.copyOf(proposals);
    tools = Set.copyOf(tools);
    timers = Set.copyOf(timers);
  }

  /**
   * A session that has just opened.
   *
   * @param mode how turns are taken
   * @param settings the times of turn-taking
   */
  public static TurnState initial(ConversationMode mode, TurnSettings settings) {
    return new TurnState(
        Lifecycle.LIVE,
        User.SILENT,
        Optional.empty(),
        List.of(),
        Reply.NONE,
        mode,
        settings,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Lead.SESSION,
        List.of(),
        false,
        false,
        false,
        Set.of(),
        Set.of(),
        0,
        0);
  }

  /** Whether nobody speaks and nothing is expected. */
  public boolean quiet() {
    return user instanceof User.Silent
        && turn.isEmpty()
        && pending.isEmpty()
        && reply instanceof Reply.None;
  }

  /**
   * Something the assistant wants to say by itself.
   *
   * @param text what
   * @param expiresAt when it is stale, ms of session time
   * @param guarded whether it must not be interrupted
   */
  public record Proposal(String text, long expiresAt, boolean guarded) {}
}
