package coda.voice.conversation;

import coda.voice.VoiceException;
import coda.voice.conversation.SessionNotice.StateChanged;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.User;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Tool.ToolCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the front door what happens, and the state whenever it looks different from outside. */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final SessionListener listener;
  private ProcessingMode mode;
  private Optional<StateChanged> last = Optional.empty();
  private Optional<VoiceException> told = Optional.empty();
  private final Map<String, String> atWork = new HashMap<>();

  Announcer(SessionListener listener, ProcessingMode mode) {
    this.listener = listener;
    this.mode = mode;
  }

  void mode(ProcessingMode wanted) {
    mode = wanted;
  }

  ProcessingMode mode() {
    return mode;
  }

  /** The engine that does the work of a role now, where that was told; else the usual one. */
  String atWork(String role, String usual) {
    return atWork.getOrDefault(role, usual);
  }

  boolean readyForAudio() {
    return listener.readyForAudio();
  }

  void tell(SessionNotice notice) {
    if (notice instanceof SessionNotice.ReplyEnded || notice instanceof SessionNotice.TurnDropped) {
      // What comes of a problem is over; if an engine tells the same one again, it is another.
      told = Optional.empty();
    }
    listener.onNotice(notice);
  }

  /**
   * Tells a problem; the operator finds it in the log under the same reference. One that a line and
   * the answer on it both tell is told once.
   */
  void problem(VoiceException problem) {
    if (told.filter(before -> before == problem).isPresent()) {
      return;
    }
    told = Optional.of(problem);
    String reference = UUID.randomUUID().toString().substring(0, 8);
    LOG.warn("[{}] {}: {}", reference, problem.code(), problem.getMessage(), problem.getCause());
    tell(new SessionNotice.Problem(problem.code(), problem.safeMessage(), reference));
  }

  void toolBegan(String replyId, ToolCall call) {
    tell(new SessionNotice.ToolBegan(replyId, call.callId(), call.tool(), call.arguments()));
  }

  void toolEnded(String replyId, ToolCall call, String result, Optional<EngineException> failure) {
    tell(
        new SessionNotice.ToolEnded(
            replyId, call.callId(), call.tool(), result, failure.map(ToolFailure::of)));
  }

  void toolHandedOver(String replyId, ToolCall call) {
    tell(new SessionNotice.ToolHandedOver(replyId, call.callId(), call.tool(), call.arguments()));
  }

  /**
   * Tells that another engine is at work, unless that was told already: some say it with every
   * piece of work, because they do not know whose it is.
   */
  void engineChanged(EngineChange change) {
    String known = atWork.get(change.role());
    if (change.to().equals(known) || (known == null && change.recovered())) {
      return;
    }
    atWork.put(change.role(), change.to());
    tell(
        new SessionNotice.EngineChanged(
            change.role(), change.from(), change.to(), change.code(), change.recovered()));
  }

  /**
   * Tells the state, if it changed.
   *
   * @param state now
   * @param hearing whether the microphone is on
   * @param lines how many lines the history has
   */
  void state(TurnState state, boolean hearing, int lines) {
    boolean speaking =
        state.reply() instanceof Reply.Speaking || state.reply() instanceof Reply.Finishing;
    boolean listening = hearing && state.lifecycle() == Lifecycle.LIVE;
    StateChanged now = new StateChanged(phase(state), mode, speaking, listening, lines);
    if (!last.equals(Optional.of(now))) {
      last = Optional.of(now);
      tell(now);
    }
  }

  private static String phase(TurnState state) {
    if (state.lifecycle() == Lifecycle.CLOSED) {
      return "ended";
    }
    if (state.lifecycle() == Lifecycle.SUSPENDED) {
      return "waiting";
    }
    if (state.goodbye() || state.lifecycle() == Lifecycle.DRAINING) {
      return "ending";
    }
    return switch (state.reply()) {
      case Reply.Transcribing r -> "processing";
      case Reply.Thinking r -> "processing";
      case Reply.Speaking r -> "responding";
      case Reply.Finishing r -> "responding";
      case Reply.Held r -> "waiting";
      case Reply.None r -> state.user() instanceof User.Silent ? "waiting" : "listening";
    };
  }
}
