package coda.voice.server;

import coda.voice.gateway.ConnectionLimits;
import coda.voice.gateway.GatewaySettings;
import coda.voice.gateway.SessionDefaults;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConversationConfig;
import coda.voice.server.config.LimitsConfig;

/** The configuration in the words of the modules that are configured. */
final class Settings {
  private Settings() {}

  static GatewaySettings gateway(CodaConfig config) {
    return new GatewaySettings(
        config.server().host(),
        config.server().port(),
        InferencePool.orCores(config.server().eventLoops()),
        limits(config.server().limits()));
  }

  static ConnectionLimits limits(LimitsConfig limits) {
    return new ConnectionLimits(
        limits.connections(),
        limits.connectionsPerAddress(),
        limits.textBytes(),
        limits.binaryBytes(),
        limits.handshakeMs(),
        limits.pingMs(),
        limits.pongMs(),
        limits.inactivityMs(),
        limits.controlMessages(),
        limits.controlWindowMs(),
        limits.audioSpeed(),
        limits.audioBurstMs(),
        limits.turnAudioMs(),
        limits.slowClientMs());
  }

  static SessionDefaults session(CodaConfig config) {
    ConversationConfig conversation = config.conversation();
    return new SessionDefaults(
        conversation.mode(),
        conversation.conversationMode(),
        conversation.language(),
        conversation.voice(),
        conversation.timeZone(),
        conversation.playbackLeadMs(),
        conversation.turns().toSettings(),
        conversation.phrases().toDefaults(),
        config.audio().enhancement().toSettings());
  }
}
