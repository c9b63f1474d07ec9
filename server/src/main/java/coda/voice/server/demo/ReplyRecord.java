package coda.voice.server.demo;

import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage.Latency;
import java.util.Optional;

/**
 * What the client has seen of one reply.
 *
 * @param id the server's name for it
 * @param text its sentences so far
 * @param firstAudioMs when its first sound came
 * @param interruption when and how the user cut it short
 * @param ending how it ended
 */
record ReplyRecord(
    String id,
    String text,
    Optional<Double> firstAudioMs,
    Optional<Interruption> interruption,
    Optional<Ending> ending) {

  static ReplyRecord begun(String id) {
    return new ReplyRecord(id, "", Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The user cut it short.
   *
   * @param atMs when the client was told and stopped playing
   * @param heardText the words that were played, says the server
   * @param heardMs the audio that was played, says the server
   * @param playedMs the audio that was played, says the client
   */
  record Interruption(double atMs, String heardText, long heardMs, double playedMs) {}

  /**
   * How it ended.
   *
   * @param outcome how
   * @param text what stands in the history
   * @param latency where the time went, as the server measured it
   */
  record Ending(Outcome outcome, String text, Latency latency) {}

  ReplyRecord withText(String more) {
    String joined = text.isEmpty() ? more.strip() : (text + " " + more.strip()).strip();
    return new ReplyRecord(id, joined, firstAudioMs, interruption, ending);
  }

  ReplyRecord withFirstAudio(double atMs) {
    return new ReplyRecord(id, text, Optional.of(atMs), interruption, ending);
  }

  ReplyRecord with(Interruption cut) {
    return new ReplyRecord(id, text, firstAudioMs, Optional.of(cut), ending);
  }

  ReplyRecord with(Ending end) {
    return new ReplyRecord(id, text, firstAudioMs, interruption, Optional.of(end));
  }
}
