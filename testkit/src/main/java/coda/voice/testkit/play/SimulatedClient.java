package coda.voice.testkit.play;

import coda.voice.conversation.Session;
import coda.voice.conversation.SessionListener;
import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.Ended;
import coda.voice.conversation.SessionNotice.Interrupted;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyHeld;
import coda.voice.conversation.SessionNotice.ReplyResumed;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.testkit.scenario.ClientHabit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The other end of a session: receives what the session tells, plays reply audio in real time,
 * drops what it has not played when it is interrupted, and so knows what was really heard. Lives on
 * the session's loop.
 */
public final class SimulatedClient implements SessionListener {
  private final SessionLoop loop;
  private final VoicedWords words;
  private final Acknowledgements acknowledgements;
  private final Loudspeaker loudspeaker = new Loudspeaker();
  private final Map<String, HeardReply> replies = new LinkedHashMap<>();
  private long networkMs;
  private boolean considerate;
  private boolean reads = true;
  private Optional<HeardReply> playing = Optional.empty();

  /**
   * A client that acknowledges nothing.
   *
   * @param loop where it lives
   * @param words what the voice has spoken
   * @param session the session, once it is open
   */
  SimulatedClient(SessionLoop loop, VoicedWords words, Supplier<Session> session) {
    this.loop = loop;
    this.words = words;
    this.acknowledgements = new Acknowledgements(loop, session, this::position);
  }

  void habit(ClientHabit habit) {
    switch (habit) {
      case ClientHabit.Acknowledges h -> acknowledgements.begin(h.manners());
      case ClientHabit.PausesForTheUser h -> considerate = true;
      case ClientHabit.NetworkTakes h -> networkMs = h.ms();
      case ClientHabit.SendsNoSilence h -> {}
      case ClientHabit.MicrophoneArrives h -> {}
      case ClientHabit.KeepsThePace h -> {}
      case ClientHabit.TextOnly h -> {}
    }
  }

  void reads(boolean wanted) {
    reads = wanted;
  }

  /** The replies that were announced, in order. */
  public List<HeardReply> replies() {
    loudspeaker.advance(loop.nowMillis());
    return new ArrayList<>(replies.values());
  }

  @Override
  public boolean readyForAudio() {
    return reads;
  }

  @Override
  public void onNotice(SessionNotice notice) {
    if (networkMs == 0) {
      receive(notice);
    } else if (notice instanceof ReplyAudio audio) {
      audio.frame().retain();
      loop.schedule(
          networkMs,
          () -> {
            receive(audio);
            audio.frame().release();
          });
    } else {
      loop.schedule(networkMs, () -> receive(notice));
    }
  }

  private void receive(SessionNotice notice) {
    long now = loop.nowMillis();
    switch (notice) {
      case ReplyStarted n -> {
        replies.put(n.replyId(), new HeardReply(n.replyId(), words));
        loudspeaker.resume(now);
      }
      case ReplyText n -> reply(n.replyId()).shows(n.text());
      case ReplyAudio n -> {
        HeardReply reply = reply(n.replyId());
        reply.arrives(n.frame().samples(), n.frame().length(), now);
        loudspeaker.add(reply, n.frame(), now);
        playing = Optional.of(reply);
        acknowledgements.look();
      }
      case ReplyHeld n when considerate -> {
        loudspeaker.pause(now);
        position().ifPresent(acknowledgements::now);
      }
      case ReplyResumed n -> loudspeaker.resume(now);
      case Interrupted n -> {
        acknowledgements.lastly();
        loudspeaker.drop(now);
        loudspeaker.resume(now);
      }
      case Ended n -> {
        loudspeaker.drop(now);
        acknowledgements.end();
      }
      default -> {}
    }
  }

  /** A reply by its name; audio before the announcement is noticed by whoever checks the order. */
  private HeardReply reply(String replyId) {
    return replies.computeIfAbsent(replyId, id -> new HeardReply(id, words));
  }

  private Optional<Acknowledgements.Position> position() {
    boolean idle = loudspeaker.isEmpty(loop.nowMillis());
    Optional<Acknowledgements.Position> position =
        playing.map(r -> new Acknowledgements.Position(r.replyId(), r.playedMs()));
    if (idle) {
      playing = Optional.empty();
    }
    return position;
  }
}
