package coda.voice.protocol.coda;

import java.util.List;
import java.util.Optional;

/** What a client says. */
public sealed interface ClientMessage extends CodaMessage {

  /**
   * Who the client is. Its {@link #toString()} does not show the token.
   *
   * @param userId who it says it is; empty: whom the token names
   * @param token a JWT, at most 8,192 characters
   */
  record Auth(Optional<String> userId, String token) implements ClientMessage {
    @Override
    public String type() {
      return "auth";
    }

    @Override
    public String toString() {
      return "Auth[userId=" + userId + ", token=…]";
    }
  }

  /**
   * Are you there?
   *
   * @param nonce comes back in the answer, at most 100 characters
   */
  record Ping(Optional<String> nonce) implements ClientMessage {
    @Override
    public String type() {
      return "ping";
    }
  }

  /**
   * Opens a conversation.
   *
   * @param conversationId chosen by the client, or empty for a new one
   * @param profile a named set of settings on the server
   * @param mode who answers
   * @param language BCP 47
   * @param voice of the assistant
   * @param history lines from before, oldest first, at most 200
   */
  record ConversationStart(
      Optional<String> conversationId,
      Optional<String> profile,
      Optional<Mode> mode,
      Optional<String> language,
      Optional<String> voice,
      List<HistoryLine> history)
      implements ClientMessage {
    /** Copies the history. */
    public ConversationStart {
      history = List.copyOf(history);
    }

    @Override
    public String type() {
      return "conversation_start";
    }
  }

  /**
   * Audio will come.
   *
   * @param mode who answers from now on
   * @param audioConfig how audio travels
   */
  record VoiceStart(Optional<Mode> mode, AudioConfig audioConfig) implements ClientMessage {
    @Override
    public String type() {
      return "voice_start";
    }
  }

  /**
   * Audio of the microphone, or a typed message. At least one of audio, text and {@code isFinal} is
   * there.
   *
   * @param audioData as text; {@link AudioText#decode} gives the bytes
   * @param textContent what the user typed, at most 20,000 characters
   * @param chunkId the client's name for it, text or a whole number
   * @param isFinal whether the user's turn ends with it
   * @param mode who answers
   */
  record VoiceChunk(
      Optional<String> audioData,
      Optional<String> textContent,
      Optional<String> chunkId,
      boolean isFinal,
      Optional<Mode> mode)
      implements ClientMessage {
    @Override
    public String type() {
      return "voice_chunk";
    }

    @Override
    public String toString() {
      return "VoiceChunk[audioData="
          + audioData.map(audio -> audio.length() + " characters")
          + ", textContent="
          + textContent
          + ", chunkId="
          + chunkId
          + ", isFinal="
          + isFinal
          + ", mode="
          + mode
          + "]";
    }
  }

  /** No more audio; the turn in progress ends. */
  record VoiceEnd() implements ClientMessage {
    @Override
    public String type() {
      return "voice_end";
    }
  }

  /** Be quiet. */
  record Interrupt() implements ClientMessage {
    @Override
    public String type() {
      return "interrupt";
    }
  }

  /**
   * What the client has really played.
   *
   * @param responseId the reply
   * @param playedMs of its audio, 0 to 86,400,000
   */
  record Playback(String responseId, long playedMs) implements ClientMessage {
    @Override
    public String type() {
      return "playback";
    }
  }

  /**
   * Tell me about these.
   *
   * @param eventTypes at least one
   */
  record Subscribe(List<EventType> eventTypes) implements ClientMessage {
    /** Copies the list. */
    public Subscribe {
      eventTypes = List.copyOf(eventTypes);
    }

    @Override
    public String type() {
      return "subscribe";
    }
  }

  /**
   * No longer tell me about these.
   *
   * @param eventTypes at least one
   */
  record Unsubscribe(List<EventType> eventTypes) implements ClientMessage {
    /** Copies the list. */
    public Unsubscribe {
      eventTypes = List.copyOf(eventTypes);
    }

    @Override
    public String type() {
      return "unsubscribe";
    }
  }

  /**
   * Change the settings of the conversation; at least one is there. On the wire the changes to
   * turn-taking stand beside the others.
   *
   * @param mode who answers
   * @param voice of the assistant
   * @param language BCP 47
   * @param turns times of turn-taking
   */
  record Configure(
      Optional<Mode> mode, Optional<String> voice, Optional<String> language, TurnChanges turns)
      implements ClientMessage {
    @Override
    public String type() {
      return "configure";
    }
  }

  /**
   * Continue a conversation whose socket was lost. Its {@link #toString()} does not show the token.
   *
   * @param resumeToken from {@code conversation_start} or {@code go_away}, at most 1,024 characters
   * @param lastSeq the last message that was received, at least 0
   */
  record Resume(String resumeToken, long lastSeq) implements ClientMessage {
    @Override
    public String type() {
      return "resume";
    }

    @Override
    public String toString() {
      return "Resume[resumeToken=…, lastSeq=" + lastSeq + "]";
    }
  }

  /** The conversation is over. */
  record ConversationEnd() implements ClientMessage {
    @Override
    public String type() {
      return "conversation_end";
    }
  }

  /** Close the connection. */
  record Disconnect() implements ClientMessage {
    @Override
    public String type() {
      return "disconnect";
    }
  }
}
