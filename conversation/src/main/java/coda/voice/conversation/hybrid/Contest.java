package coda.voice.conversation.hybrid;

import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.playback.TrackRelay;
import coda.voice.conversation.reply.ReplySource;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;
import coda.voice.engine.EngineChange;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One answer out of two: the chain's and the duplex model's. Whatever is heard is on one track,
 * from whoever it came, so that the words shown, the sound played and the line remembered are the
 * same.
 *
 * <p>The chain works on trust until it is heard or wants a tool: an answer nobody hears has no
 * effects. Lives on the session's loop.
 */
public final class Contest implements ReplySource {
  /** A word that takes longer is cut, in ms. */
  private static final long LONGEST_WORD_MS = 600;

  private final ContestPlan plan;
  private final long turnEndedAt;
  private final SessionLoop loop;
  private final ReplyWatcher watcher;
  private final Referee referee;
  private final TrackRelay relay = new TrackRelay();
  private final Side chain;
  private final Side duplex;
  private final List<Cancellable> timers = new ArrayList<>();

  private @Nullable Side heard;
  private boolean begun;
  private boolean settled;
  private boolean committed;
  private boolean usedTool;
  private boolean confirmed;
  private boolean textTold;
  private boolean choiceIsDue;
  private boolean duplexIsLate;
  private boolean takeoverIsLate;
  private boolean floorIsGivenUp;
  private boolean over;

  /**
   * A contest.
   *
   * @param plan how the two meet
   * @param tentative whether all of it is begun on trust, until {@link #confirm}
   * @param turnEndedAt when the user stopped, in ms of the loop's clock
   * @param loop the session's loop
   * @param sources makes an answer's source, for its watcher
   * @param referee says which is better
   * @param watcher told how the answer comes along
   */
  public Contest(
      ContestPlan plan,
      boolean tentative,
      long turnEndedAt,
      SessionLoop loop,
      BiFunction<Answerer, ReplyWatcher, ReplySource> sources,
      Referee referee,
      ReplyWatcher watcher) {
    this.plan = plan;
    this.confirmed = !tentative;
    this.turnEndedAt = turnEndedAt;
    this.loop = loop;
    this.referee = referee;
    this.watcher = watcher;
    this.chain = new Side(this, Answerer.CHAIN, sources);
    this.duplex = new Side(this, Answerer.DUPLEX, sources);
  }

  @Override
  public void begin() {
    if (plan.route() == Route.CHAIN) {
      committed = true;
      chain.ask();
    } else {
      beginBoth();
    }
    // One that fails at once must not be the end before the other was asked.
    begun = true;
    look();
  }

  private void beginBoth() {
    if (plan.route() == Route.PARALLEL || plan.takesOver()) {
      chain.ask();
    }
    if (plan.takesOver()) {
      after(plan.takeoverMs(), () -> takeoverIsLate = true);
    }
    askDuplex();
  }

  private void askDuplex() {
    if (!duplex.asked()) {
      after(plan.duplexWaitMs(), () -> duplexIsLate = true);
      duplex.ask();
    }
  }

  private void after(long ms, Runnable what) {
    timers.add(
        loop.schedule(
            ms,
            () -> {
              what.run();
              look();
            }));
  }

  /** Something changed: decides what can be decided now. */
  void look() {
    if (over || !begun) {
      return;
    }
    if (heard == null) {
      choose();
    }
    if (heard == duplex && !settled) {
      considerTakeover();
    }
    finishIfOver();
  }

  private void choose() {
    if (plan.route() == Route.CHAIN) {
      hearChain();
    } else if (plan.route() == Route.PARALLEL) {
      compare();
    } else if (committed || (plan.takesOver() && chain.ready())) {
      hearIfReady(chain, "it was there first, and the turn asks for more");
    } else if (duplex.ready()) {
      hear(duplex, plan.takesOver() ? "holds the floor" : "answers the turn");
    } else if (duplex.out() || duplexIsLate) {
      if (!chain.asked()) {
        referee.failed(Answerer.DUPLEX);
      }
      chain.ask();
      hearIfReady(
          chain, duplex.out() ? "the duplex model has no answer" : "the duplex model keeps silent");
    }
  }

  private void hearChain() {
    if (chain.ready()) {
      hear(chain, "answers the turn");
    } else if (chain.failure().isPresent() && !usedTool) {
      // What a tool did the model knows nothing of.
      askDuplex();
      if (duplex.ready()) {
        hear(duplex, "the chain has no answer");
      }
    }
  }

  private void compare() {
    if (committed) {
      hearIfReady(chain, "it needs a tool");
    } else if (chain.ready() && duplex.ready()) {
      Referee.Verdict verdict = referee.better(chain.entry(turnEndedAt), duplex.entry(turnEndedAt));
      hear(verdict.who() == Answerer.CHAIN ? chain : duplex, verdict.why());
    } else if (chain.ready() || duplex.ready()) {
      Side first = chain.ready() ? chain : duplex;
      Side other = chain.ready() ? duplex : chain;
      if (plan.selection() == Selection.FASTEST) {
        hear(first, "it was there first");
      } else if (other.out()) {
        hear(first, "the other has no answer");
      } else if (choiceIsDue) {
        hear(first, "the other was not there in time");
      } else if (!first.waited()) {
        first.waits();
        after(plan.choiceMs(), () -> choiceIsDue = true);
      }
    }
  }

  private void hearIfReady(Side side, String why) {
    if (side.ready()) {
      hear(side, why);
    }
  }

  private void hear(Side side, String why) {
    if (heard != null) {
      // Asking one may have let it be heard already.
      return;
    }
    heard = side;
    relay.then(side.track());
    if (side == chain) {
      chainIsHeard();
    } else if (plan.route() == Route.PARALLEL || !plan.takesOver() || !chain.mayStillAnswer()) {
      // A chain that was asked because the model kept silent has come too late.
      settled = true;
      chain.drop();
    }
    referee.heard(side.who(), why);
    watcher.onAudio();
  }

  private void chainIsHeard() {
    settled = true;
    duplex.drop();
    committed = true;
    if (confirmed) {
      chain.confirm();
    }
  }

  private void considerTakeover() {
    if (chain.ready() && (committed || !takeoverIsLate)) {
      giveUpTheFloor(this::takeOver);
    } else if (committed && chain.failure().isPresent()) {
      // Something was begun for this answer: what the model says beside it is not the answer.
      giveUpTheFloor(
          () -> {
            heard = chain;
            duplex.drop();
          });
    } else if (chain.out() || (takeoverIsLate && !committed)) {
      chain.drop();
      settled = true;
    }
  }

  /** The model finishes its word, if it does so soon; after that nothing of it is heard. */
  private void giveUpTheFloor(Runnable then) {
    settled = true;
    boolean[] done = {false};
    Runnable once =
        () -> {
          if (!done[0] && !over) {
            done[0] = true;
            duplex.track().cutBeforeNextSentence();
            then.run();
            look();
          }
        };
    floorIsGivenUp = true;
    timers.add(loop.schedule(LONGEST_WORD_MS, once));
    duplex.endWithWord(once);
  }

  private void takeOver() {
    heard = chain;
    relay.then(chain.track());
    chainIsHeard();
    referee.heard(Answerer.CHAIN, "takes over, the turn asks for more");
    watcher.onAudio();
  }

  private void finishIfOver() {
    if (over) {
      return;
    }
    if (heard == null) {
      if (duplexIsLate && chain.asked() && chain.out()) {
        // Nobody is left to wait for but a model that keeps silent.
        duplex.drop();
      }
      if (!chain.mayStillAnswer() && !duplex.mayStillAnswer()) {
        end();
        // A chain that has nothing to say has answered; a model that has nothing to say may fail.
        chain.failure().ifPresentOrElse(watcher::onFailed, this::made);
      }
    } else if (settled && !(floorIsGivenUp && heard == duplex)) {
      if (heard.failure().isPresent()) {
        end();
        watcher.onFailed(heard.failure().get());
      } else if (heard.made()) {
        end();
        made();
      }
    }
  }

  private void made() {
    relay.last();
    watcher.onMade();
  }

  private void end() {
    over = true;
    timers.forEach(Cancellable::cancel);
    timers.clear();
  }

  /** The language model has counted; the duplex model has no tokens to count. */
  void counted(TokenCount count) {
    watcher.onCount(count);
  }

  void failed(Side side) {
    referee.failed(side.who());
    look();
  }

  long nowMillis() {
    return loop.nowMillis();
  }

  /** First words of either: something is coming. */
  void textBegan() {
    if (!textTold && !over) {
      textTold = true;
      watcher.onTextBegan();
    }
  }

  void audio(Side from) {
    if (from == heard && !over) {
      watcher.onAudio();
    }
  }

  /** True whoever is heard in the end. */
  void engineChanged(EngineChange change) {
    if (!over) {
      watcher.onEngineChange(change);
    }
  }

  /** A tool is what only the chain has: the answer is the chain's. */
  void toolWanted(ToolCall call) {
    if (over) {
      return;
    }
    committed = true;
    usedTool = true;
    if (plan.route() == Route.PARALLEL) {
      duplex.drop();
    }
    if (confirmed) {
      chain.confirm();
    }
    watcher.onToolCall(call);
    look();
  }

  @Override
  public TrackRelay track() {
    return relay;
  }

  @Override
  public void more() {
    if (heard != null) {
      heard.more();
    }
  }

  @Override
  public void confirm() {
    confirmed = true;
    if (committed) {
      chain.confirm();
    }
  }

  @Override
  public void toolResult(String callId, String result) {
    chain.toolResult(callId, result);
  }

  @Override
  public void cancel() {
    end();
    chain.drop();
    duplex.drop();
  }
}
