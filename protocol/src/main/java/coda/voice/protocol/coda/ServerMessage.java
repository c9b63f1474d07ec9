package coda.voice.protocol.coda;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What the server says. Times without a unit in their name are seconds since 1970. */
public sealed interface ServerMessage extends CodaMessage {

  /**
   * The first message of every connection.
   *
   * @param clientId the server's name for the connection
   * @param serverTime now
   * @param authRequired whether {@code auth} must come next
   * @param limits of the connection
   */
  record Connect(String clientId, double serverTime, boolean authRequired, Limits limits)
      implements ServerMessage {
    @Override
    public String type() {
      return "connect";
    }
  }

  /**
   * The server knows who the client is.
   *
   * @param userId who
   * @param authenticatedAt now
   * @param expiresAt when the token ends
   */
  record AuthSuccess(String userId, double authenticatedAt, OptionalDouble expiresAt)
      implements ServerMessage {
    @Override
    public String type() {
      return "auth_success";
    }
  }

  /**
   * The token was refused.
   *
   * @param error why, for people
   * @param code stable
   * @param reference finds the server's log line
   * @param retryAfterMs when it is worth trying again
   */
  record AuthFailed(
      String error, Optional<String> code, Optional<String> reference, OptionalLong retryAfterMs)
      implements ServerMessage {
    /**
     * With words alone.
     *
     * @param error see above
     */
    public AuthFailed(String error) {
      this(error, Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    @Override
    public String type() {
      return "auth_failed";
    }
  }

  /**
   * Yes.
   *
   * @param timestamp now
   * @param nonce of the {@code ping}
   */
  record Pong(double timestamp, Optional<String> nonce) implements ServerMessage {
    @Override
    public String type() {
      return "pong";
    }
  }

  /**
   * The conversation is open.
   *
   * @param conversationId its name
   * @param state how it begins
   * @param resumeToken continues it after a lost socket
   * @param server who serves it
   */
  record ConversationStarted(
      String conversationId,
      ConversationState state,
      Optional<String> resumeToken,
      ServerInfo server)
      implements ServerMessage {
    @Override
    public String type() {
      return "conversation_start";
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "ConversationStarted[conversationId=%s, state=%s, server=%s]"
          .formatted(conversationId, state, server);
    }
  }

  /**
   * The conversation goes on, on this connection. What the client has not received follows at once;
   * this message itself does not count.
   *
   * @param conversationId its name
   * @param state how it stands
   * @param resumeToken continues it next time; the one that was used is refused as soon as the
   *     client has said anything
   * @param missed how many messages follow that were sent before
   * @param lastMessageId the last message of the client that came and had an id; what it sent after
   *     that did not come
   * @param lastFrame the sequence of the last microphone frame of the stream that came in binary
   */
  record Resumed(
      String conversationId,
      ConversationState state,
      String resumeToken,
      long missed,
      Optional<String> lastMessageId,
      OptionalLong lastFrame)
      implements ServerMessage {
    @Override
    public String type() {
      return "resume";
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "Resumed[conversationId=%s, resumeToken=…, missed=%d]"
          .formatted(conversationId, missed);
    }
  }

  /**
   * Audio may come.
   *
   * @param conversationId its conversation
   * @param mode who answers
   * @param streamId the {@code stream} of binary frames, both ways; 0 to 65,535
   * @param ready true
   * @param audioConfig as accepted
   */
  record VoiceStarted(
      String conversationId, Mode mode, int streamId, boolean ready, AudioConfig audioConfig)
      implements ServerMessage {
    @Override
    public String type() {
      return "voice_start";
    }
  }

  /**
   * No more audio is expected.
   *
   * @param conversationId its conversation
   * @param endedAt now
   * @param durationMs of the audio that came
   */
  record VoiceEnded(String conversationId, double endedAt, long durationMs)
      implements ServerMessage {
    @Override
    public String type() {
      return "voice_end";
    }
  }

  /**
   * The user's words.
   *
   * @param text all of the turn's words so far
   * @param isFinal whether they stay
   * @param itemId the user's turn
   * @param confidence 0 to 1 where the recogniser measures one
   * @param words with their times, where the recogniser has them
   */
  record Transcript(
      String text, boolean isFinal, String itemId, OptionalDouble confidence, List<TimedWord> words)
      implements ServerMessage {
    /** Copies the words. */
    public Transcript {
      words = List.copyOf(words);
    }

    @Override
    public String type() {
      return "transcript";
    }
  }

  /**
   * The user began to speak.
   *
   * @param atMs position in the microphone's audio
   */
  record SpeechStarted(long atMs) implements ServerMessage {
    @Override
    public String type() {
      return "speech_started";
    }
  }

  /**
   * The user stopped speaking.
   *
   * @param atMs position in the microphone's audio
   */
  record SpeechStopped(long atMs) implements ServerMessage {
    @Override
    public String type() {
      return "speech_stopped";
    }
  }

  /**
   * A piece of a reply.
   *
   * @param conversationId its conversation
   * @param responseId the reply
   * @param chunkIndex counts the pieces from 0
   * @param textContent words that begin with this piece; may be empty
   * @param audioData as text, unless it travels in binary frames
   * @param isComplete whether the reply's audio ends with it
   * @param timestamp now
   * @param engine what made it
   */
  record VoiceStreamChunk(
      String conversationId,
      String responseId,
      long chunkIndex,
      String textContent,
      Optional<String> audioData,
      boolean isComplete,
      double timestamp,
      String engine)
      implements ServerMessage {
    @Override
    public String type() {
      return "voice_stream_chunk";
    }

    @Override
    public String toString() {
      return "VoiceStreamChunk["
          + responseId
          + " #"
          + chunkIndex
          + ", textContent="
          + textContent
          + ", audioData="
          + audioData.map(audio -> audio.length() + " characters")
          + (isComplete ? ", complete]" : "]");
    }
  }

  /**
   * The end of a reply.
   *
   * @param conversationId its conversation
   * @param responseId the reply
   * @param textContent all of it, or what was heard
   * @param audioData only for a client that does not stream
   * @param processingTime seconds from the end of speech to the first sound sent
   * @param confidenceScore 0 to 1 where one was measured
   * @param mode who answered
   * @param latency where the time went
   * @param timestamp now
   * @param outcome how it ended
   */
  record VoiceResponse(
      String conversationId,
      String responseId,
      String textContent,
      Optional<String> audioData,
      double processingTime,
      OptionalDouble confidenceScore,
      Mode mode,
      Latency latency,
      double timestamp,
      Outcome outcome)
      implements ServerMessage {
    @Override
    public String type() {
      return "voice_response";
    }
  }

  /**
   * A reply pauses: the user may be interrupting. The client pauses what it has not played and says
   * where it stands; {@code playback_resumed} or {@code interrupted} follows.
   *
   * @param responseId the reply
   */
  record PlaybackHeld(String responseId) implements ServerMessage {
    @Override
    public String type() {
      return "playback_held";
    }
  }

  /**
   * It was no interruption: the reply goes on where it was held.
   *
   * @param responseId the reply
   */
  record PlaybackResumed(String responseId) implements ServerMessage {
    @Override
    public String type() {
      return "playback_resumed";
    }
  }

  /**
   * A reply was cut short, or broke off: the client drops what it has not played.
   *
   * @param responseId the reply
   * @param heardText the words that were played
   * @param heardMs the audio that was played
   * @param precision how well the words are known
   * @param reason {@code speech}, {@code continued}, {@code typed}, {@code client} or {@code
   *     closed}
   */
  record Interrupted(
      String responseId, String heardText, long heardMs, Precision precision, String reason)
      implements ServerMessage {
    @Override
    public String type() {
      return "interrupted";
    }
  }

  /**
   * What the conversation is doing.
   *
   * @param phase {@code waiting} (nothing happens, or an answer is held), {@code listening}, {@code
   *     processing}, {@code responding}, {@code ending} or {@code ended}
   * @param mode who answers
   * @param speaking whether the assistant is heard
   * @param listening whether the user's speech is looked for
   * @param messageCount lines in the history
   */
  record ConversationState(
      String phase, Mode mode, boolean speaking, boolean listening, int messageCount)
      implements ServerMessage {
    @Override
    public String type() {
      return "conversation_state";
    }
  }

  /**
   * An event.
   *
   * @param eventType the wire name of an {@link EventType}, or one a newer server knows
   * @param eventId unique
   * @param data texts, booleans, numbers, lists and maps with text keys
   * @param timestamp when it happened
   */
  record Status(String eventType, String eventId, Map<String, Object> data, double timestamp)
      implements ServerMessage {
    /** Copies the outer map. */
    public Status {
      data = Map.copyOf(data);
    }

    @Override
    public String type() {
      return "status";
    }
  }

  /**
   * Numbers of this connection.
   *
   * @param values by name
   */
  record Metrics(Map<String, Double> values) implements ServerMessage {
    /** Copies the map. */
    public Metrics {
      values = Map.copyOf(values);
    }

    @Override
    public String type() {
      return "metrics";
    }
  }

  /**
   * The conversation is over.
   *
   * @param conversationId its name
   * @param metrics what it was
   */
  record ConversationEnded(String conversationId, ConversationMetrics metrics)
      implements ServerMessage {
    @Override
    public String type() {
      return "conversation_end";
    }
  }

  /**
   * The server will close this connection: connect again and resume.
   *
   * @param reason why
   * @param timeLeftMs until then
   * @param resumeToken continues the conversation
   */
  record GoAway(String reason, long timeLeftMs, Optional<String> resumeToken)
      implements ServerMessage {
    @Override
    public String type() {
      return "go_away";
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "GoAway[reason=%s, timeLeftMs=%d]".formatted(reason, timeLeftMs);
    }
  }

  /**
   * Something went wrong.
   *
   * @param error for people
   * @param code stable
   * @param reference finds the line in the server's log
   * @param retryAfterMs when it is worth trying again
   * @param fatal whether the server closes the connection
   */
  record Failure(
      String error, String code, String reference, OptionalLong retryAfterMs, boolean fatal)
      implements ServerMessage {
    @Override
    public String type() {
      return "error";
    }
  }

  /**
   * What a connection may do.
   *
   * @param maxMessageBytes of a text message
   * @param maxAudioMs of audio in a turn
   * @param requests control messages in {@code windowS}
   * @param windowS seconds
   */
  record Limits(long maxMessageBytes, long maxAudioMs, int requests, int windowS) {}

  /**
   * Who serves a conversation.
   *
   * @param version of the server
   * @param engines by what they do, for example {@code recognizer}
   */
  record ServerInfo(String version, Map<String, String> engines) {
    /** Copies the map. */
    public ServerInfo {
      engines = Map.copyOf(engines);
    }
  }

  /**
   * A word in time.
   *
   * @param text the word
   * @param startMs from the beginning of the turn's audio
   * @param endMs from the beginning of the turn's audio
   */
  record TimedWord(String text, long startMs, long endMs) {}

  /**
   * Where the time of a reply went, in milliseconds; empty where a stage was not passed.
   *
   * @param endpointing from the last speech to the decision that the turn is over
   * @param transcript from that decision to the final transcript
   * @param firstText from the final transcript to the first words of the reply
   * @param firstAudio from the first words to the first sound sent
   * @param total from the last speech to the first sound sent
   */
  record Latency(
      OptionalLong endpointing,
      OptionalLong transcript,
      OptionalLong firstText,
      OptionalLong firstAudio,
      OptionalLong total) {}

  /**
   * A conversation in numbers.
   *
   * @param durationMs how long it lasted
   * @param userTurns turns of the user that were answered
   * @param replies begun
   * @param interruptions replies cut short
   * @param speculationsWon replies begun before the turn was over that were right
   * @param speculationsWasted replies begun before the turn was over that were thrown away
   * @param heardMs audio of the user
   * @param spokenMs audio of the assistant that was sent
   */
  record ConversationMetrics(
      long durationMs,
      int userTurns,
      int replies,
      int interruptions,
      int speculationsWon,
      int speculationsWasted,
      long heardMs,
      long spokenMs) {}
}
