package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is allowed but has no effect, or one that is hardly wanted. Only what somebody set is spoken
 * of: neither defaults nor profiles.
 */
final class Advice {
  private static final String TURNS = "conversation.turns.";
  private static final String LIMITS = "server.limits.";
  private static final String TLS = "server.tls.";
  private static final String MODES = "conversation.modes.";
  private static final String PHRASE = "conversation.phrases.idle_prompt";

  private final Map<String, Value> written;
  private final List<ConfigProblem> found = new ArrayList<>();

  private Advice(Map<String, Value> written) {
    this.written = written;
  }

  /**
   * Everything there is to say.
   *
   * @param config is right
   * @param written what was set, and where
   */
  static List<ConfigProblem> on(CodaConfig config, Map<String, Value> written) {
    Advice advice = new Advice(written);
    advice.limits(config.server().limits(), config.conversation().turns());
    advice.tls(config.server().tls());
    advice.turns(config.conversation().turns());
    advice.prompt(config.conversation());
    advice.modes(config);
    return advice.found;
  }

  private void limits(LimitsConfig limits, TurnsConfig turns) {
    longer(
        LIMITS + "connections_per_address",
        limits.connectionsPerAddress(),
        LIMITS + "connections",
        limits.connections());
    longer(TURNS + "idle_ms", turns.idleMs(), LIMITS + "inactivity_ms", limits.inactivityMs());
  }

  private void tls(TlsConfig tls) {
    if (!tls.enabled()) {
      String key = TLS + (tls.keystoreFile().isPresent() ? "keystore" : "certificate");
      if (tls.certificateFile().or(tls::keystoreFile).isPresent()) {
        say(key, "has no effect: " + TLS + "enabled is false");
      }
    } else if (tls.password().isSet() && tls.keystoreFile().isEmpty()) {
      say(TLS + "password", "has no effect: it is for " + TLS + "keystore, which is not set");
    }
  }

  private void turns(TurnsConfig turns) {
    String budget = TURNS + "reply_budget_ms";
    longer(TURNS + "first_text_ms", turns.firstTextMs(), budget, turns.replyBudgetMs());
    longer(TURNS + "first_audio_ms", turns.firstAudioMs(), budget, turns.replyBudgetMs());
    if (turns.speechThreshold() < 0.05) {
      say(TURNS + "speech_threshold", "is so low that everything is taken for speech");
    } else if (turns.speechThreshold() > 0.95) {
      say(TURNS + "speech_threshold", "is so high that hardly anything is taken for speech");
    }
  }

  private void prompt(ConversationConfig conversation) {
    int after = conversation.turns().idlePromptMs();
    boolean words = !conversation.phrases().idlePrompt().isBlank();
    if (words && after == 0) {
      say(PHRASE, "is never said: " + TURNS + "idle_prompt_ms is 0");
    }
    if (!words && after > 0) {
      say(TURNS + "idle_prompt_ms", "has no effect: " + PHRASE + " is empty");
    }
    if (after >= conversation.turns().idleMs()) {
      say(TURNS + "idle_prompt_ms", "never comes: the session ends before, " + TURNS + "idle_ms");
    }
  }

  private void modes(CodaConfig config) {
    if (config.engines().duplex().isEmpty()) {
      written.keySet().stream()
          .filter(key -> key.startsWith(MODES) && !key.equals(MODES + "state_file"))
          .sorted()
          .forEach(key -> say(key, "has no effect: engines.duplex_model is none"));
    }
  }

  private void longer(String key, int value, String limit, int most) {
    if (value > most) {
      say(key, "is " + value + ", more than " + limit + ", which is " + most + " and comes first");
    }
  }

  private void say(String key, String message) {
    Value value = written.get(key);
    if (value != null && !value.origin().startsWith(ConfigLoader.PROFILE)) {
      found.add(new ConfigProblem(key, message, value.origin()));
    }
  }
}
