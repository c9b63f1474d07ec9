package coda.voice.client.cli;

import coda.voice.client.cli.TalkPrinter.Seen;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.ConversationState;
import coda.voice.protocol.coda.ServerMessage.Transcript;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.ServerMessage.VoiceStreamChunk;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How far a talk has come: what was measured, and whether it is over. It is over when the input has
 * ended, the last reply has ended, and for a moment nobody speaks or thinks. Guarded by its caller.
 */
final class TalkProgress {
  /** Speech at the very end of the input is noticed by the server within this time. */
  private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private OptionalLong speechEnd = OptionalLong.empty();
  private OptionalLong inputEnd = OptionalLong.empty();
  private OptionalLong finalTranscript = OptionalLong.empty();
  private OptionalLong firstText = OptionalLong.empty();
  private OptionalLong firstAudio = OptionalLong.empty();
  private Optional<String> replying = Optional.empty();
  private Optional<Outcome> lastOutcome = Optional.empty();
  private boolean idle = true;
  private boolean turnDropped;
  private long lastNews;
  private long idleSince;

  TalkProgress(long now) {
    this.lastNews = now;
    this.idleSince = now;
  }

  /** When the user's speech ended, or is known to end. */
  void speechEnds(long nanos) {
    speechEnd = OptionalLong.of(nanos);
  }

  void inputEnded(long now) {
    inputEnd = OptionalLong.of(now);
    lastNews = now;
  }

  void audio(long now) {
    lastNews = now;
    if (firstAudio.isEmpty()) {
      firstAudio = OptionalLong.of(now);
    }
  }

  void dropped(long now) {
    lastNews = now;
    turnDropped = true;
  }

  /** Takes in a message; true if it ended a reply. */
  boolean message(ServerMessage message, long now) {
    switch (message) {
      case Transcript transcript -> {
        lastNews = now;
        if (transcript.isFinal()) {
          finalTranscript = OptionalLong.of(now);
          firstText = OptionalLong.empty();
          firstAudio = OptionalLong.empty();
        }
      }
      case VoiceStreamChunk chunk -> chunk(chunk, now);
      case ConversationState state -> state(state, now);
      case VoiceResponse response -> {
        lastNews = now;
        idleSince = now;
        replying = Optional.empty();
        lastOutcome = Optional.of(response.outcome());
        return true;
      }
      default -> {
        // no progress
      }
    }
    return false;
  }

  private void chunk(VoiceStreamChunk chunk, long now) {
    lastNews = now;
    if (!chunk.isComplete()) {
      replying = Optional.of(chunk.responseId());
    }
    if (firstText.isEmpty() && !chunk.textContent().isBlank()) {
      firstText = OptionalLong.of(now);
    }
  }

  private void state(ConversationState state, long now) {
    lastNews = now;
    boolean nowIdle =
        !state.phase().equals("listening")
            && !state.phase().equals("processing")
            && !state.phase().equals("responding");
    if (nowIdle && !idle) {
      idleSince = now;
    }
    idle = nowIdle;
  }

  /** What was measured of the latest turn. */
  Seen seen() {
    return new Seen(since(finalTranscript), since(firstText), since(firstAudio));
  }

  private OptionalLong since(OptionalLong then) {
    return speechEnd.isPresent() && then.isPresent() && then.getAsLong() >= speechEnd.getAsLong()
        ? OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(then.getAsLong() - speechEnd.getAsLong()))
        : OptionalLong.empty();
  }

  /** Whether nothing more is to be expected. */
  boolean isOver(long now) {
    return inputEnd.isPresent()
        && (lastOutcome.isPresent() || turnDropped)
        && replying.isEmpty()
        && idle
        && now - Math.max(idleSince, inputEnd.getAsLong()) >= SETTLED_NANOS;
  }

  /** How the last reply ended; empty when none came. */
  Optional<Outcome> lastOutcome() {
    return lastOutcome;
  }

  /** Nanoseconds without news since the input ended; 0 before. */
  long silence(long now) {
    return inputEnd.isPresent() ? now - lastNews : 0;
  }
}
