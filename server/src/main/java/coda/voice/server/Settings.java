package coda.voice.server;

import coda.voice.conversation.journal.JournalException;
import coda.voice.conversation.journal.Journals;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.gateway.GatewaySettings;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Patience;
import coda.voice.gateway.limits.Places;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import coda.voice.gateway.limits.Sizes;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConversationConfig;
import coda.voice.server.config.JournalContent;
import coda.voice.server.config.LimitsConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The configuration in the words of the modules that are configured. */
final class Settings {
  private Settings() {}

  /** Where it listens, now; and what clients may use, whenever one comes. */
  static GatewaySettings gateway(CodaConfig config, Supplier<Limits> limits) {
    return new GatewaySettings(
        config.server().host(),
        config.server().port(),
        InferencePool.orCores(config.server().eventLoops()),
        limits);
  }

  static Limits limits(LimitsConfig config) {
    return new Limits(
        new Places(config.connections(), config.connectionsPerAddress()),
        new Sizes(config.textBytes(), config.binaryBytes(), config.turnAudioMs()),
        new Patience(
            config.handshakeMs(),
            config.pingMs(),
            config.pongMs(),
            config.inactivityMs(),
            config.slowClientMs()),
        new Rates(
            new Rate(config.controlMessages(), config.controlWindowMs()),
            config.audioSpeed(),
            config.audioBurstMs()));
  }

  /**
   * Where conversations are recorded.
   *
   * @throws JournalException {@code JOURNAL_FOLDER} when they cannot be
   */
  static Journals journals(ConversationConfig config) {
    if (config.journal() == JournalContent.OFF) {
      return Journals.OFF;
    }
    return Journals.in(
        Path.of(config.journalFolder()),
        config.journal() == JournalContent.AUDIO,
        InstantSource.system());
  }

  static SessionDefaults session(CodaConfig config, Journals journals, ConversationKeeper keeper) {
    ConversationConfig conversation = config.conversation();
    return new SessionDefaults(
        conversation.mode(),
        conversation.modes().toSettings(),
        conversation.conversationMode(),
        conversation.language(),
        conversation.voice(),
        conversation.timeZone(),
        conversation.playbackLeadMs(),
        conversation.turns().toSettings(),
        conversation.phrases().toDefaults(),
        config.audio().enhancement().toSettings(),
        journals,
        keeper);
  }
}
