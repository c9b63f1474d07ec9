package coda.voice.gateway.coda;

import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.TurnSettings;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.Transcript;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.EnhancementConfig;
import coda.voice.protocol.coda.HistoryLine;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.protocol.coda.TurnChanges;
import coda.voice.protocol.coda.TurnMode;
import coda.voice.protocol.coda.VadConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The protocol's words for what a session knows under other names, and back. */
final class Translate {
  private Translate() {}

  static ProcessingMode mode(Mode mode) {
    return ProcessingMode.valueOf(mode.name());
  }

  static Mode mode(ProcessingMode mode) {
    return Mode.valueOf(mode.name());
  }

  static ConversationMode turnMode(TurnMode mode) {
    return ConversationMode.valueOf(mode.name());
  }

  static Outcome outcome(SessionNotice.Outcome outcome) {
    return Outcome.valueOf(outcome.name());
  }

  static List<Message> history(List<HistoryLine> lines) {
    return lines.stream()
        .map(line -> new Message(Role.valueOf(line.role().name()), line.content()))
        .toList();
  }

  static EnhancementOptions enhancement(EnhancementOptions base, EnhancementConfig wanted) {
    return new EnhancementOptions(
        wanted.highPass().orElse(base.highPass()),
        wanted.noiseSuppression().orElse(base.noiseSuppression()),
        wanted.automaticGain().orElse(base.automaticGain()),
        wanted.echoCancellation().orElse(base.echoCancellation()));
  }

  /**
   * What is accepted of a client's wish: replies have one channel, also when the microphone, whose
   * format they take over, has two.
   */
  static AudioConfig withMonoReply(AudioConfig config) {
    StreamFormat output = config.output();
    return new AudioConfig(
        config.sampleRate(),
        config.channels(),
        config.format(),
        config.encoding(),
        new StreamFormat(output.sampleRate(), 1, output.format(), output.encoding()),
        config.conversationMode(),
        config.vad(),
        config.enhancement());
  }

  /** The times of turn-taking that a {@code vad} object changes. */
  static TurnChanges changes(VadConfig vad) {
    OptionalInt none = OptionalInt.empty();
    return new TurnChanges(
        vad.preRollMs(),
        vad.minSpeechMs(),
        none,
        vad.silenceMs(),
        none,
        vad.interruptionMs(),
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        Optional.empty(),
        vad.threshold());
  }

  /**
   * Settings with changes. The two silences on either side of {@code silence_ms} give way to it,
   * unless they are set themselves.
   */
  static TurnSettings turns(TurnSettings base, TurnChanges changes) {
    int silence = changes.silenceMs().orElse(base.silenceMs());
    return new TurnSettings(
        changes.preRollMs().orElse(base.preRollMs()),
        changes.minSpeechMs().orElse(base.minSpeechMs()),
        changes.completeSilenceMs().orElse(Math.min(base.completeSilenceMs(), silence)),
        silence,
        changes.incompleteSilenceMs().orElse(Math.max(base.incompleteSilenceMs(), silence)),
        changes.interruptionMs().orElse(base.interruptionMs()),
        changes.interruptionWords().orElse(base.interruptionWords()),
        changes.falseInterruptionMs().orElse(base.falseInterruptionMs()),
        changes.finalTranscriptMs().orElse(base.finalTranscriptMs()),
        changes.firstTextMs().orElse(base.firstTextMs()),
        changes.firstAudioMs().orElse(base.firstAudioMs()),
        changes.replyBudgetMs().orElse(base.replyBudgetMs()),
        changes.stallMs().orElse(base.stallMs()),
        changes.toolMs().orElse(base.toolMs()),
        changes.maxTurnMs().orElse(base.maxTurnMs()),
        changes.idleMs().orElse(base.idleMs()),
        changes.idlePromptMs().orElse(base.idlePromptMs()),
        changes.suspensionMs().orElse(base.suspensionMs()),
        changes.speculation().orElse(base.speculation()),
        changes.speechThreshold().orElse(base.speechThreshold()));
  }

  static ServerMessage.Transcript transcript(SessionNotice.Transcribed notice) {
    Transcript transcript = notice.transcript();
    return new ServerMessage.Transcript(
        transcript.text(),
        notice.isFinal(),
        notice.itemId(),
        transcript.confidence(),
        transcript.words().stream()
            .map(word -> new ServerMessage.TimedWord(word.text(), word.startMs(), word.endMs()))
            .toList());
  }

  static ServerMessage.Latency latency(SessionNotice.ReplyTimings timings) {
    return new ServerMessage.Latency(
        passed(timings.endpointing()),
        passed(timings.transcript()),
        passed(timings.firstText()),
        passed(timings.firstAudio()),
        passed(timings.total()));
  }

  static ServerMessage.ConversationMetrics summary(SessionNotice.SessionSummary summary) {
    return new ServerMessage.ConversationMetrics(
        summary.durationMs(),
        summary.userTurns(),
        summary.replies(),
        summary.interruptions(),
        summary.speculationsWon(),
        summary.speculationsWasted(),
        summary.heardMs(),
        summary.spokenMs());
  }

  private static OptionalLong passed(long ms) {
    return ms < 0 ? OptionalLong.empty() : OptionalLong.of(ms);
  }
}
