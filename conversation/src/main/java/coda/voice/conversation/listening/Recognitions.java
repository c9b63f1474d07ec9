package coda.voice.conversation.listening;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.Transcript;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The recognitions of a session: at most one hears the microphone, others may still be finding
 * their last words. Engines call back on their own threads; everything here happens on the
 * session's loop.
 */
final class Recognitions {
  /** Farther behind, the last words might not come in time after the end of a turn. */
  private static final int BEHIND_MS = 2_000;

  private final Recognizer recognizer;
  private final Executor loop;
  private final HearingWatcher watcher;
  private final Map<String, Recognition> running = new HashMap<>();
  private @Nullable Recognition hearing;

  /** The most room there ever was: that of a recognition that is not behind. */
  private int mostRoomMs;

  Recognitions(Recognizer recognizer, Executor loop, HearingWatcher watcher) {
    this.recognizer = recognizer;
    this.loop = loop;
    this.watcher = watcher;
  }

  boolean hearing() {
    return hearing != null;
  }

  /** See {@link Hearing#roomMs}. */
  OptionalInt roomMs() {
    Recognition now = hearing;
    if (running.size() > (now == null ? 0 : 1)) {
      return OptionalInt.of(0);
    }
    if (now == null) {
      return OptionalInt.of(BEHIND_MS);
    }
    OptionalInt room = now.roomMs();
    if (room.isEmpty()) {
      return room;
    }
    int left = room.getAsInt();
    mostRoomMs = Math.max(mostRoomMs, left);
    int behind = mostRoomMs - left;
    return OptionalInt.of(Math.clamp(BEHIND_MS - behind, 0, left));
  }

  void open(String itemId, RecognitionRequest request) {
    try {
      Recognition opened = recognizer.open(request, new Words(itemId));
      running.put(itemId, opened);
      hearing = opened;
    } catch (EngineException e) {
      watcher.onRecognitionFailed(itemId, e);
    }
  }

  void hear(AudioFrame frame) {
    if (hearing != null) {
      hearing.hear(frame);
    }
  }

  void anticipate(String itemId) {
    Recognition recognition = running.get(itemId);
    if (recognition != null) {
      recognition.anticipate();
    }
  }

  void finish(String itemId) {
    Recognition recognition = running.get(itemId);
    if (recognition != null) {
      deafen(recognition);
      recognition.finish();
    }
  }

  void discard(String itemId) {
    Recognition recognition = running.remove(itemId);
    if (recognition != null) {
      deafen(recognition);
      recognition.cancel();
    }
  }

  void close() {
    hearing = null;
    running.values().forEach(Recognition::cancel);
    running.clear();
  }

  private void deafen(Recognition recognition) {
    if (hearing == recognition) {
      hearing = null;
    }
  }

  /** Brings an engine's words to the loop, unless the recognition was thrown away meanwhile. */
  private final class Words implements RecognitionListener {
    private final String itemId;

    Words(String itemId) {
      this.itemId = itemId;
    }

    @Override
    public void onPartial(Transcript transcript) {
      loop.execute(
          () -> {
            if (running.containsKey(itemId) && !transcript.isEmpty()) {
              watcher.onPartial(itemId, transcript);
            }
          });
    }

    @Override
    public void onPause(double finished) {
      loop.execute(
          () -> {
            if (running.containsKey(itemId)) {
              watcher.onPause(itemId, Math.clamp(finished, 0, 1));
            }
          });
    }

    @Override
    public void onFinal(Transcript transcript) {
      loop.execute(
          () -> {
            if (end()) {
              watcher.onFinal(itemId, transcript);
            }
          });
    }

    @Override
    public void onFailure(EngineException failure) {
      loop.execute(
          () -> {
            if (end()) {
              watcher.onRecognitionFailed(itemId, failure);
            }
          });
    }

    @Override
    public void onEngineChange(EngineChange change) {
      loop.execute(
          () -> {
            if (running.containsKey(itemId)) {
              watcher.onEngineChange(change);
            }
          });
    }

    private boolean end() {
      Recognition recognition = running.remove(itemId);
      if (recognition == null) {
        return false;
      }
      deafen(recognition);
      return true;
    }
  }
}
