package coda.voice.client.cli;

import coda.voice.client.CodaEvent;
import coda.voice.client.ModeNews;
import coda.voice.protocol.coda.ServerMessage;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Shows a conversation. Called by one thread at a time. */
interface TalkPrinter {
  /** The conversation is open. */
  void opened(String uri, String conversationId, ServerMessage.ServerInfo server);

  /** Sound or text goes to the server. */
  void sending(String what);

  /** The user's words. */
  void transcript(ServerMessage.Transcript transcript);

  /** The user's turn led to nothing. */
  void dropped(String code, String message);

  /** More words of a reply. */
  void replyText(String responseId, String text);

  /** A reply was cut short. */
  void interrupted(ServerMessage.Interrupted interrupted);

  /** A reply has ended. */
  void replyEnded(ServerMessage.VoiceResponse response, Seen seen);

  /** Who answers, or another mode. */
  void mode(ModeNews news);

  /** The server reports an error. */
  void error(ServerMessage.Failure failure);

  /** The connection comes and goes. */
  void connection(CodaEvent event);

  /** The reply's sound was saved. */
  void saved(Path file, long durationMs);

  /** Nothing was saved: there was no sound. */
  void nothingToSave();

  /** It cannot go on. */
  void failed(String code, String message);

  /**
   * What this side of the connection measured, in milliseconds from the end of the user's speech.
   *
   * @param finalTranscript until the final transcript arrived
   * @param firstText until the first words of the reply arrived
   * @param firstAudio until the first sound of the reply arrived
   */
  record Seen(OptionalLong finalTranscript, OptionalLong firstText, OptionalLong firstAudio) {}
}
