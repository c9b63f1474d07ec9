package coda.voice.server;

import coda.voice.conversation.journal.JournalException;
import coda.voice.conversation.journal.Journals;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.gateway.GatewaySettings;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.http.AddressRange;
import coda.voice.gateway.limits.Lifetimes;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Patience;
import coda.voice.gateway.limits.Places;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import coda.voice.gateway.limits.Sizes;
import coda.voice.gateway.load.LoadRules;
import coda.voice.gateway.tls.TlsIdentity;
import coda.voice.server.config.ArrivalLimitsConfig;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConversationConfig;
import coda.voice.server.config.JournalContent;
import coda.voice.server.config.LimitsConfig;
import coda.voice.server.config.LoadConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** The configuration in the words of the modules that are configured. */
final class Settings {
  private Settings() {}

  /** Where it listens, and who it is there over TLS, if it speaks that. */
  static GatewaySettings gateway(CodaConfig config, Optional<TlsIdentity> tls) {
    return new GatewaySettings(
        config.server().host(),
        config.server().port(),
        InferencePool.orCores(config.server().eventLoops()),
        config.security().trustedProxies().stream().map(AddressRange::of).toList(),
        tls);
  }

  static LoadRules load(LoadConfig config) {
    return new LoadRules(
        config.overload(), config.recovery(), config.overloadMs(), config.recoveryMs());
  }

  static Limits limits(LimitsConfig config) {
    return new Limits(
        places(config),
        new Sizes(
            config.textBytes(),
            config.binaryBytes(),
            config.turnAudioMs(),
            config.uploadBytes(),
            config.realtimeBytes()),
        new Patience(
            config.handshakeMs(),
            config.messageMs(),
            config.slowClientMs(),
            new Patience.Heartbeat(config.pingMs(), config.pongMs(), config.inactivityMs())),
        new Lifetimes(config.connectionMs(), config.conversationMs()),
        rates(config));
  }

  private static Places places(LimitsConfig config) {
    return new Places(
        config.sockets(),
        config.address().sockets(),
        new Places.Share(
            config.connections(),
            config.tenant().connections(),
            config.user().connections(),
            config.connectionsPerAddress()),
        new Places.Share(
            config.conversations(),
            config.tenant().conversations(),
            config.user().conversations(),
            config.address().conversations()));
  }

  private static Rates rates(LimitsConfig config) {
    ArrivalLimitsConfig perMinute = config.perMinute();
    return new Rates(
        new Rate(config.controlMessages(), config.controlWindowMs()),
        new Rates.Audio(config.audioSpeed(), config.audioBurstMs()),
        Rates.frames(config.framesPerSecond()),
        new Rates.Arrivals(
            Rate.perMinute(perMinute.connections()),
            Rate.perMinute(perMinute.conversations()),
            Rate.perMinute(perMinute.requests())),
        new Rates.Users(config.address().users(), config.tenant().users()));
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
