package coda.voice.client;

import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.ConversationEnded;
import coda.voice.protocol.coda.ServerMessage.ConversationStarted;
import coda.voice.protocol.coda.ServerMessage.Resumed;
import coda.voice.protocol.coda.ServerMessage.VoiceStarted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * How far a conversation has come, on both ways, so that it can go on over another connection: what
 * the server said last, and what was said to it of which nobody knows whether it came.
 *
 * <p>May be used from any thread.
 */
final class Course {
  /** Messages that may be without confirmation; the server remembers more. */
  private static final int MAX_MESSAGES = 256;

  private final int maxAudio;
  private final Deque<Sent> unconfirmed = new ArrayDeque<>();
  private Optional<String> token = Optional.empty();
  private Optional<AudioFraming> framing = Optional.empty();
  private long lastSeq;
  private int audio;

  /** What was sent. */
  sealed interface Sent {
    /**
     * A text message.
     *
     * @param audio whether it holds audio
     */
    record Text(Envelope<ClientMessage> envelope, boolean audio) implements Sent {}

    /** Audio in a binary frame. */
    record Frame(long sequence, byte[] bytes) implements Sent {
      @Override
      public boolean audio() {
        return true;
      }
    }

    /** Whether it is audio, which goes first when there is too much. */
    boolean audio();
  }

  /**
   * Nothing was said.
   *
   * @param maxAudio pieces of audio that may be without confirmation
   */
  Course(int maxAudio) {
    this.maxAudio = maxAudio;
  }

  /** What resumes the conversation, if there is one that can be. */
  synchronized Optional<ClientMessage.Resume> resume() {
    return token.map(secret -> new ClientMessage.Resume(secret, lastSeq));
  }

  /** How audio is framed; the count goes on over several connections. */
  synchronized Optional<AudioFraming> framing() {
    return framing;
  }

  /**
   * The server said something.
   *
   * @return whether it is new: what came before is not to be told again
   */
  synchronized boolean received(Envelope<ServerMessage> envelope) {
    switch (envelope.message()) {
      case ConversationStarted started -> {
        clear();
        token = started.resumeToken();
      }
      case Resumed resumed -> {
        token = Optional.of(resumed.resumeToken());
        confirmed(resumed);
        return true;
      }
      case VoiceStarted started -> framing = Optional.of(new AudioFraming(started));
      default -> {
        // is counted only
      }
    }
    if (envelope.seq().isPresent()) {
      long seq = envelope.seq().getAsLong();
      if (seq <= lastSeq) {
        return false;
      }
      lastSeq = seq;
    }
    envelope.inReplyTo().ifPresent(this::confirmed);
    if (envelope.message() instanceof ConversationEnded) {
      clear();
    }
    return true;
  }

  /** The server sent a binary frame, which counts as well. */
  synchronized void receivedFrame() {
    lastSeq++;
  }

  /** Something is sent over a connection, of which nobody knows whether it will come. */
  synchronized void sent(Sent what) {
    if (token.isEmpty()) {
      return;
    }
    unconfirmed.add(what);
    audio += what.audio() ? 1 : 0;
    if (audio > maxAudio) {
      dropOldest(true);
    }
    if (unconfirmed.size() - audio > MAX_MESSAGES) {
      dropOldest(false);
    }
  }

  /** What must be sent again, in order. */
  synchronized List<Sent> unconfirmed() {
    return List.copyOf(unconfirmed);
  }

  /** The conversation cannot go on. */
  synchronized void clear() {
    token = Optional.empty();
    framing = Optional.empty();
    lastSeq = 0;
    unconfirmed.clear();
    audio = 0;
  }

  private void dropOldest(boolean ofAudio) {
    for (Iterator<Sent> each = unconfirmed.iterator(); each.hasNext(); ) {
      Sent next = each.next();
      if (next.audio() == ofAudio) {
        each.remove();
        audio -= ofAudio ? 1 : 0;
        return;
      }
    }
  }

  private void confirmed(Resumed resumed) {
    resumed.lastMessageId().ifPresent(this::confirmed);
    resumed
        .lastFrame()
        .ifPresent(
            last ->
                unconfirmed.removeIf(
                    sent ->
                        sent instanceof Sent.Frame frame && (int) (frame.sequence() - last) <= 0));
    audio = (int) unconfirmed.stream().filter(Sent::audio).count();
  }

  /** A message came, and so did everything before it. */
  private void confirmed(String id) {
    boolean known =
        unconfirmed.stream()
            .anyMatch(
                sent ->
                    sent instanceof Sent.Text text
                        && text.envelope().messageId().equals(Optional.of(id)));
    while (known) {
      Sent first = unconfirmed.remove();
      audio -= first.audio() ? 1 : 0;
      known =
          !(first instanceof Sent.Text text && text.envelope().messageId().equals(Optional.of(id)));
    }
  }
}
