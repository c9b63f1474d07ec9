package coda.voice.gateway.coda;

import coda.voice.gateway.GateMeters;
import coda.voice.protocol.coda.ServerMessage;
import java.util.Map;

/**
 * What a connection has done so far, for its client and for whoever runs the server. Used on its
 * loop.
 */
final class ConnectionMetrics {
  private static final String DOOR = "coda";

  private final long openedMs;
  private final GateMeters all;
  private long messagesIn;
  private long messagesOut;
  private long bytesIn;
  private long bytesOut;
  private long errors;
  private double audioInMs;
  private double audioOutMs;
  private long framesDropped;
  private long replies;

  ConnectionMetrics(long nowMs, GateMeters all) {
    this.openedMs = nowMs;
    this.all = all;
  }

  void received(long bytes) {
    messagesIn++;
    bytesIn += bytes;
    all.received(bytes);
  }

  void sent(long bytes) {
    messagesOut++;
    bytesOut += bytes;
    all.sent(bytes);
  }

  void failed(String code) {
    errors++;
    all.failed(DOOR, code);
  }

  void heard(double ms) {
    audioInMs += ms;
  }

  void spoke(double ms) {
    audioOutMs += ms;
  }

  void dropped(long frames) {
    framesDropped += frames;
    all.dropped(frames);
  }

  void replied() {
    replies++;
  }

  double audioInMs() {
    return audioInMs;
  }

  /** The message of the protocol. */
  ServerMessage.Metrics message(long nowMs) {
    return new ServerMessage.Metrics(
        Map.of(
            "uptime_ms", (double) (nowMs - openedMs),
            "messages_in", (double) messagesIn,
            "messages_out", (double) messagesOut,
            "bytes_in", (double) bytesIn,
            "bytes_out", (double) bytesOut,
            "errors", (double) errors,
            "audio_in_ms", audioInMs,
            "audio_out_ms", audioOutMs,
            "frames_dropped", (double) framesDropped,
            "replies", (double) replies));
  }
}
