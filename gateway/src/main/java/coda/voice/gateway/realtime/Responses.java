package coda.voice.gateway.realtime;

import coda.voice.conversation.AnswerSettings;
import coda.voice.conversation.ReplyRequest;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionNotice;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.RealtimeErrors;
import coda.voice.protocol.realtime.ResponseInput;
import coda.voice.protocol.realtime.ResponseObject;
import coda.voice.protocol.realtime.ResponseParams;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.SessionType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The responses of a session: the one that belongs to the conversation, and those beside it; who
 * asked for them, and what becomes of them. Used on the client's loop.
 */
final class Responses {
  private final String conversationId;
  private final Items items;
  private final Session session;
  private final McpTools mcp;
  private final RealtimeOut out;
  private final Supplier<SessionConfig> config;
  private final Function<SessionConfig, AnswerSettings> plan;
  private final Map<String, Asked> asked = new HashMap<>();
  private final Map<String, ResponseInProgress> asides = new HashMap<>();

  private @Nullable ResponseInProgress response;
  private @Nullable Object waiting;
  private Optional<RealtimeError> problem = Optional.empty();

  /** Why the user was not understood, as long as nothing was since. */
  private Optional<RealtimeError> notUnderstood = Optional.empty();

  private int requests;

  /** A response that was asked for. */
  private record Asked(Optional<String> eventId, SessionConfig config, ResponseParams params) {}

  /**
   * For one session.
   *
   * @param conversationId that clients are told
   * @param items of the conversation
   * @param session that answers
   * @param mcp tools of other servers
   * @param out what is sent
   * @param config of the session now
   * @param plan what a configuration is to the session; throws {@link Unfit}
   */
  Responses(
      String conversationId,
      Items items,
      Session session,
      McpTools mcp,
      RealtimeOut out,
      Supplier<SessionConfig> config,
      Function<SessionConfig, AnswerSettings> plan) {
    this.conversationId = conversationId;
    this.items = items;
    this.session = session;
    this.mcp = mcp;
    this.out = out;
    this.config = config;
    this.plan = plan;
  }

  /** Whether an answer of the conversation is being given. */
  boolean answering() {
    return response != null;
  }

  /** {@code response.create}. */
  void respond(Optional<String> eventId, ResponseParams params) {
    if (config.get().type() == SessionType.TRANSCRIPTION) {
      throw new Unfit(RealtimeErrors.notInTranscription("response.create"));
    }
    boolean beside = params.conversation() == ResponseParams.Conversation.NONE;
    ResponseInProgress running = response;
    if (running != null && !beside) {
      throw new Unfit(RealtimeErrors.activeResponse(running.id()));
    }
    if (waiting != null && !beside) {
      throw new Unfit(RealtimeErrors.activeResponse("another one waits to begin"));
    }
    SessionConfig how = params.over(config.get());
    AnswerSettings possible = possible(how);
    mcp.wantedFor(how);
    if (mcp.ready(how)) {
      respond(eventId, params, how, possible);
    } else {
      respondLater(eventId, params, how, beside);
    }
  }

  private AnswerSettings possible(SessionConfig how) {
    try {
      return plan.apply(how);
    } catch (Unfit e) {
      throw new Unfit(e.told().ofResponse());
    }
  }

  /** The answer is asked for when its tools are known. */
  private void respondLater(
      Optional<String> eventId, ResponseParams params, SessionConfig how, boolean beside) {
    Object ticket = new Object();
    mcp.whenReady(
        how,
        () -> {
          if (!beside && waiting != ticket) {
            return;
          }
          waiting = beside ? waiting : null;
          try {
            respond(eventId, params, how, possible(how));
          } catch (Unfit e) {
            out.error(e.told().about(eventId));
          }
        });
    waiting = beside ? waiting : ticket;
  }

  private void respond(
      Optional<String> eventId, ResponseParams params, SessionConfig how, AnswerSettings answers) {
    boolean beside = params.conversation() == ResponseParams.Conversation.NONE;
    ReplyRequest request =
        ask(new Asked(eventId, how, params), answers, params.input().map(this::lines));
    if (beside) {
      session.respondAside(request);
    } else {
      session.respond(request);
    }
  }

  /** The session's own wish: an answer to the conversation as it stands. */
  void respondByItself() {
    session.respond(
        ask(
            new Asked(Optional.empty(), config.get(), ResponseParams.NONE),
            plan.apply(config.get()),
            Optional.empty()));
  }

  private ReplyRequest ask(Asked what, AnswerSettings answers, Optional<List<Message>> context) {
    requests++;
    String requestId = "request_" + requests;
    asked.put(requestId, what);
    return new ReplyRequest(requestId, answers, context);
  }

  private List<Message> lines(List<ResponseInput> input) {
    List<Message> lines = new ArrayList<>();
    Map<String, Item.FunctionCall> calls = new HashMap<>();
    for (ResponseInput each : input) {
      Item item =
          switch (each) {
            case ResponseInput.Given given -> given.item();
            case ResponseInput.Reference reference ->
                items
                    .find(reference.id())
                    .map(Items.Entry::item)
                    .orElseThrow(() -> new Unfit(RealtimeErrors.retrieveUnknown(reference.id())));
          };
      if (item instanceof Item.FunctionCall call) {
        calls.put(call.callId(), call);
      }
      ItemWords.line(item, id -> Optional.ofNullable(calls.get(id)).or(() -> items.call(id)))
          .ifPresent(lines::add);
    }
    return lines;
  }

  /** {@code response.cancel}. */
  void cancel(Optional<String> responseId) {
    Optional<ResponseInProgress> aside =
        asides.values().stream()
            .filter(each -> responseId.equals(Optional.of(each.id())))
            .findAny();
    if (aside.isPresent()) {
      session.interruptAside(aside.get().replyId());
      return;
    }
    ResponseInProgress running = response;
    if (running == null && waiting != null && responseId.isEmpty()) {
      waiting = null;
      return;
    }
    if (running == null || responseId.filter(id -> !id.equals(running.id())).isPresent()) {
      throw new Unfit(RealtimeErrors.cancelNotActive());
    }
    session.interrupt();
  }

  /** Does something with the response that an answer is. */
  void of(String replyId, Consumer<ResponseInProgress> step) {
    ResponseInProgress now = response;
    if (now != null && now.replyId().equals(replyId)) {
      step.accept(now);
    } else {
      Optional.ofNullable(asides.get(replyId)).ifPresent(step);
    }
  }

  /** An answer is over. */
  void ends(SessionNotice.ReplyEnded notice) {
    mcp.answerIsOver(notice.replyId());
    of(notice.replyId(), r -> r.ended(notice.outcome(), problem));
    problem = Optional.empty();
    ResponseInProgress now = response;
    if (now != null && now.replyId().equals(notice.replyId())) {
      response = null;
    }
    asides.remove(notice.replyId());
  }

  /** An answer begins. */
  void begins(SessionNotice.ReplyStarted notice) {
    Asked request = asked.remove(notice.requestId());
    SessionConfig how = request == null ? config.get() : request.config();
    ResponseParams params = request == null ? ResponseParams.NONE : request.params();
    boolean beside = params.conversation() == ResponseParams.Conversation.NONE;
    ResponseObject created =
        ResponseObject.created(
            Ids.response(),
            beside ? Optional.empty() : Optional.of(conversationId),
            how,
            params.metadata());
    ResponseInProgress begun =
        new ResponseInProgress(
            notice.replyId(),
            created,
            how,
            beside ? new Items(() -> 0) : items,
            config.get().output().format().rate(),
            mcp,
            out);
    if (beside) {
      asides.put(notice.replyId(), begun);
    } else {
      response = begun;
      mcp.begins(begun.output());
      if (request != null && notUnderstood.isPresent()) {
        // Whatever the model would say, it would be no answer.
        begun.broken(notUnderstood.get());
        session.interrupt();
      }
      notUnderstood = Optional.empty();
    }
  }

  /** What the user said last cannot be answered: it was not understood. */
  void notUnderstood(RealtimeError why) {
    notUnderstood = Optional.of(why);
  }

  /** There is something to answer. */
  void understood() {
    notUnderstood = Optional.empty();
  }

  /** An answer that was asked for is not given. */
  void refused(SessionNotice.ReplyRefused notice) {
    Asked request = asked.remove(notice.requestId());
    ResponseInProgress now = response;
    if (request == null) {
      return;
    }
    RealtimeError why =
        now == null
            ? RealtimeErrors.activeResponse("another one waits to begin")
            : RealtimeErrors.activeResponse(now.id());
    out.error(why.about(request.eventId()));
  }

  /** Something went wrong; an answer that fails next fails because of it. */
  void problem(SessionNotice.Problem notice) {
    problem =
        Optional.of(
            RealtimeError.server(
                notice.code(), notice.safeMessage() + " (" + notice.reference() + ")"));
  }
}
