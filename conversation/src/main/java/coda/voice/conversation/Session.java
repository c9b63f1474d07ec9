package coda.voice.conversation;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnRules;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One conversation, as a front door sees it.
 *
 * <p>All methods may be called from any thread and return at once: they put work into the session's
 * mailbox, its {@link SessionLoop}. Everything that happens is told to the {@link SessionListener}
 * on that loop. Control calls are never dropped; live audio is bounded: when the loop falls {@link
 * #MAX_WAITING_FRAMES} frames behind, the oldest go, and a notice says so.
 */
public final class Session {
  /** Microphone frames that wait for the loop at most: one second. */
  public static final int MAX_WAITING_FRAMES = 50;

  private final SessionLoop loop;
  private final SessionActor actor;
  private final String id;
  private final MpmcArrayQueue<AudioFrame> waiting = new MpmcArrayQueue<>(64);
  private final AtomicBoolean drainPosted = new AtomicBoolean();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean closed;

  private Session(SessionLoop loop, SessionActor actor, String id) {
    this.loop = loop;
    this.actor = actor;
    this.id = id;
  }

  /**
   * Opens a session.
   *
   * @param setup what it is opened with
   * @param engines shared with all others
   * @param pool where its frames come from
   * @param loop where it lives
   * @param listener told everything, on the loop
   */
  public static Session open(
      SessionSetup setup,
      SessionEngines engines,
      FramePool pool,
      SessionLoop loop,
      SessionListener listener) {
    return open(setup, engines, pool, loop, listener, TurnMachine::next);
  }

  /**
   * Opens a session that takes turns by other rules: for tests that show that a broken rule is
   * noticed.
   *
   * @param setup what it is opened with
   * @param engines shared with all others
   * @param pool where its frames come from
   * @param loop where it lives
   * @param listener told everything, on the loop
   * @param rules who decides
   */
  public static Session open(
      SessionSetup setup,
      SessionEngines engines,
      FramePool pool,
      SessionLoop loop,
      SessionListener listener,
      TurnRules rules) {
    GuardedLoop guarded = new GuardedLoop(loop);
    SessionActor actor = new SessionActor(setup, engines, pool, guarded, listener, rules);
    guarded.onFailure(actor::failed);
    Session session = new Session(guarded, actor, setup.conversationId());
    guarded.execute(actor::begin);
    return session;
  }

  /** The conversation's id. */
  public String id() {
    return id;
  }

  /**
   * From now on there is sound. May be called again to change how it travels.
   *
   * @param setup how
   */
  public void startVoice(VoiceSetup setup) {
    loop.execute(() -> actor.startVoice(setup));
  }

  /** No more microphone audio comes: the turn in progress ends; its answer still comes. */
  public void endVoice() {
    loop.execute(actor::endVoice);
  }

  /**
   * Microphone audio.
   *
   * @param frame at the input rate of the voice setup; borrowed for the call
   */
  public void hear(AudioFrame frame) {
    if (closed) {
      return;
    }
    frame.retain();
    while (waiting.size() >= MAX_WAITING_FRAMES || !waiting.offer(frame)) {
      @Nullable AudioFrame oldest = waiting.poll();
      if (oldest != null) {
        oldest.release();
        dropped.incrementAndGet();
      }
    }
    if (drainPosted.compareAndSet(false, true)) {
      loop.execute(this::deliverAudio);
    }
  }

  /**
   * How much more sound the recogniser takes now: for clients that send a recording faster than it
   * was spoken, and can wait. Only on the loop.
   *
   * @return ms of sound, 0 while the words of a turn that is over are awaited; empty when the
   *     recogniser does not tell, so that it can only be spoken to as fast as people speak
   */
  public OptionalInt roomMs() {
    return actor.roomMs();
  }

  /**
   * Audio of the microphone is on its way and only waits to be heard: that there is none at this
   * moment is not silence. Only on the loop.
   */
  public void moreAudioComes() {
    actor.moreAudioComes();
  }

  private void deliverAudio() {
    drainPosted.set(false);
    // What was dropped came before what is there, which may bring the session to its end.
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      actor.audioDropped(lost);
    }
    boolean heard = false;
    try {
      hearWaiting();
      heard = true;
    } finally {
      if (!heard) {
        // Whoever failed to hear one ends the session; nobody else comes for the others.
        releaseWaiting();
      }
    }
  }

  private void hearWaiting() {
    @Nullable AudioFrame frame;
    while ((frame = waiting.poll()) != null) {
      try {
        actor.hear(frame);
      } finally {
        frame.release();
      }
    }
  }

  private void releaseWaiting() {
    @Nullable AudioFrame frame;
    while ((frame = waiting.poll()) != null) {
      frame.release();
    }
  }

  /** The user's turn is over now, whatever silence says. */
  public void commit() {
    loop.execute(actor::commit);
  }

  /** Forgets what the user said in the turn in progress. */
  public void clear() {
    loop.execute(actor::clear);
  }

  /**
   * A typed turn.
   *
   * @param text blank text is ignored
   */
  public void type(String text) {
    loop.execute(() -> actor.type(text));
  }

  /**
   * Asks for an answer to the conversation as it stands, when the words of all turns that are over
   * are known. Exactly one {@link SessionNotice.ReplyStarted} or {@link SessionNotice.ReplyRefused}
   * follows; it is refused while another answer is given.
   *
   * @param request which
   */
  public void respond(ReplyRequest request) {
    loop.execute(() -> actor.respond(request));
  }

  /**
   * Asks for an answer beside the conversation: it takes no turn, nobody interrupts it by speaking,
   * and nothing of it is remembered. The notices are those of any answer.
   *
   * @param request which; its context is the conversation as it stands, unless it has one of its
   *     own
   */
  public void respondAside(ReplyRequest request) {
    loop.execute(() -> actor.respondAside(request));
  }

  /**
   * Stops an answer beside the conversation.
   *
   * @param replyId the answer
   */
  public void interruptAside(String replyId) {
    loop.execute(() -> actor.interruptAside(replyId));
  }

  /**
   * Changes what the conversation remembers; an answer that is running keeps what it began with.
   *
   * @param edit what
   */
  public void edit(HistoryEdit edit) {
    loop.execute(() -> actor.edit(edit));
  }

  /**
   * The client says how much of an answer that is over was heard, where it {@linkplain
   * Playout#CLIENT plays by itself}; {@link SessionNotice.HeardOnly} follows if the answer is not
   * too long ago.
   *
   * @param replyId the answer
   * @param playedMs position in its audio
   */
  public void heardOnly(String replyId, long playedMs) {
    loop.execute(() -> actor.heardOnly(replyId, playedMs));
  }

  /** Stops the present answer. */
  public void interrupt() {
    loop.execute(actor::interrupt);
  }

  /**
   * The client says what it has played.
   *
   * @param replyId the answer
   * @param playedMs position in its audio
   */
  public void played(String replyId, long playedMs) {
    loop.execute(() -> actor.played(replyId, playedMs));
  }

  /**
   * Changes settings; an answer that is running keeps what it began with.
   *
   * @param change what
   */
  public void configure(SessionChange change) {
    loop.execute(() -> actor.configure(change));
  }

  /**
   * The connection is lost and may come back: playback is held, and the session ends if nobody
   * resumes it in the time its settings say.
   */
  public void suspend() {
    loop.execute(actor::connectionLost);
  }

  /** The connection is back: what was held goes on where it stopped. */
  public void resume() {
    loop.execute(actor::connectionResumed);
  }

  /** Takes no new turns and ends when the present answer has been heard. */
  public void drain() {
    loop.execute(actor::drain);
  }

  /**
   * Ends at once and gives everything back. Idempotent.
   *
   * @param reason one word, comes back in the last notice
   */
  public void close(String reason) {
    closed = true;
    loop.execute(
        () -> {
          actor.close(reason);
          deliverAudio();
        });
  }
}
