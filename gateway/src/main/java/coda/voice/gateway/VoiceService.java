package coda.voice.gateway;

import coda.voice.conversation.SessionEngines;
import coda.voice.engine.ToolServers;
import java.util.Map;

/**
 * What the front doors need of the server behind them. May be called from any thread; never blocks.
 */
public interface VoiceService {
  /** The version of the software. */
  String version();

  /** How the server is now. */
  ServiceStatus status();

  /**
   * The engines of a new conversation. Only asked while {@link ServiceStatus#ready()}.
   *
   * @throws coda.voice.VoiceException {@code SERVER_STARTING} when there are none yet
   */
  SessionEngines engines();

  /** The names of the engines by what they do: {@code recognizer} is {@code sphinx4}. */
  Map<String, String> engineNames();

  /** Connects to the tool servers that clients declare, as far as that is allowed: not at all. */
  default ToolServers toolServers() {
    return ToolServers.NONE;
  }
}
