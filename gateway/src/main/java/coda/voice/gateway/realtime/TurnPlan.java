package coda.voice.gateway.realtime;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnManners;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.TurnSettings;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.SessionType;
import coda.voice.protocol.realtime.TurnDetection;

/** What a client wants of turn detection, in the words of the session. */
final class TurnPlan {
  /** A session that nobody uses ends at the limit of its lifetime, not before. */
  private static final int NEVER_IDLE_MS = 86_400_000;

  private TurnPlan() {}

  /** How turns are taken. */
  static ConversationMode mode(SessionConfig config) {
    return voiceActivity(config) ? ConversationMode.FULL_DUPLEX : ConversationMode.PUSH_TO_TALK;
  }

  /** Whether speech is looked for. */
  static boolean voiceActivity(SessionConfig config) {
    return !(config.input().turnDetection() instanceof TurnDetection.None);
  }

  /**
   * The times of turn-taking.
   *
   * @param config what the client wants
   * @param usual the server's own times
   */
  static TurnSettings settings(SessionConfig config, TurnSettings usual) {
    TurnDetection detection = config.input().turnDetection();
    boolean talks = config.type() == SessionType.REALTIME;
    TurnManners manners =
        new TurnManners(
            talks && detection.createResponse(),
            detection.interruptResponse() ? Yielding.AT_ONCE : Yielding.NEVER);
    return switch (detection) {
      case TurnDetection.ServerVad vad ->
          with(
              usual,
              vad.prefixPaddingMs(),
              vad.silenceDurationMs(),
              vad.silenceDurationMs(),
              vad.silenceDurationMs(),
              vad.idleTimeoutMs().orElse(0),
              vad.threshold(),
              manners);
      case TurnDetection.SemanticVad vad -> {
        int longest = Math.max(vad.eagerness().longestWaitMs(), usual.completeSilenceMs());
        yield with(
            usual,
            usual.preRollMs(),
            usual.completeSilenceMs(),
            Math.clamp(longest / 4, usual.completeSilenceMs(), longest),
            longest,
            0,
            usual.speechThreshold(),
            manners);
      }
      case TurnDetection.None none ->
          with(
              usual,
              usual.preRollMs(),
              usual.completeSilenceMs(),
              usual.silenceMs(),
              usual.incompleteSilenceMs(),
              0,
              usual.speechThreshold(),
              manners);
    };
  }

  private static TurnSettings with(
      TurnSettings usual,
      int preRollMs,
      int completeSilenceMs,
      int silenceMs,
      int incompleteSilenceMs,
      int quietMs,
      double threshold,
      TurnManners manners) {
    return new TurnSettings(
        preRollMs,
        // Clients were told that a turn began: it ends as one, however short.
        0,
        completeSilenceMs,
        silenceMs,
        incompleteSilenceMs,
        usual.interruptionMs(),
        usual.interruptionWords(),
        usual.falseInterruptionMs(),
        usual.finalTranscriptMs(),
        usual.firstTextMs(),
        usual.firstAudioMs(),
        usual.replyBudgetMs(),
        usual.stallMs(),
        usual.toolMs(),
        usual.maxTurnMs(),
        NEVER_IDLE_MS,
        quietMs,
        0,
        usual.speculation(),
        threshold,
        manners);
  }
}
