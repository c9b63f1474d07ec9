package coda.voice.engines.kyutai.moshi;

import static coda.voice.engine.EngineError.ENGINE_SETTING_INVALID;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engines.kyutai.transport.Trust;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * The settings below {@code engines.moshi}, checked.
 *
 * @param addresses {@code urls}: where Moshi is, at least one, no two alike
 * @param sessionsPerServer {@code sessions_per_server}: how many conversations each carries at once
 * @param ca {@code ca}: a PEM file with the authority that signed the servers' certificates
 * @param insecure {@code insecure}: whether any certificate is accepted
 * @param handshakeMs {@code handshake_ms}: how long a conversation may take to begin
 * @param queueMs {@code queue_ms}: how long a conversation waits for a server; 0 is not at all
 * @param silenceMs {@code silence_ms}: how long no sound may come before the server counts as lost
 * @param sessionMs {@code session_ms}: after how much sound the connection is replaced, 0 for
 *     never; empty to learn it from the server
 * @param sampling parameters for the query, encoded, may be empty
 * @param maxSteps {@code max_steps}, if it was set
 * @param languages {@code languages}: what the model speaks, BCP 47
 */
record MoshiSettings(
    List<MoshiAddress> addresses,
    int sessionsPerServer,
    Optional<Path> ca,
    boolean insecure,
    int handshakeMs,
    int queueMs,
    int silenceMs,
    OptionalInt sessionMs,
    String sampling,
    OptionalInt maxSteps,
    Set<String> languages) {
  static final String DEFAULT_URL = "ws://localhost:8998";

  MoshiSettings {
    addresses = List.copyOf(addresses);
    languages = Set.copyOf(languages);
  }

  /**
   * Reads them.
   *
   * @throws EngineException {@code ENGINE_SETTING_INVALID} naming key, value and what is allowed
   */
  static MoshiSettings of(EngineContext context) {
    boolean insecure = yesOrNo(context, "insecure");
    Optional<String> ca = context.setting("ca").filter(text -> !text.isBlank());
    if (insecure && ca.isPresent()) {
      throw invalid("insecure", "true", "true without ca, or false: ca says whom to trust");
    }
    String sampling = MoshiSampling.query(context);
    return new MoshiSettings(
        addresses(context.setting("urls").orElse(DEFAULT_URL)),
        context.number("sessions_per_server", 1, 1, 256),
        ca.map(MoshiSettings::path),
        insecure,
        context.number("handshake_ms", 2_000, 100, 10_000),
        context.number("queue_ms", 0, 0, 60_000),
        context.number("silence_ms", 3_000, 500, 60_000),
        context.setting("session_ms").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(sessionMs(context)),
        sampling,
        context.setting("max_steps").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(context.number("max_steps", 0, 1, Integer.MAX_VALUE)),
        languages(context.setting("languages").orElse("en")));
  }

  private static int sessionMs(EngineContext context) {
    int value = context.number("session_ms", 0, 0, 86_400_000);
    if (value > 0 && value < 1_000) {
      throw invalid("session_ms", String.valueOf(value), "0, or 1000 to 86400000");
    }
    return value;
  }

  private static List<MoshiAddress> addresses(String text) {
    String allowed =
        "a comma-separated list of different addresses that begin with ws://, wss://, http:// or"
            + " https://, for example "
            + DEFAULT_URL;
    List<MoshiAddress> addresses = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      MoshiAddress address = MoshiAddress.parse(each);
      if (address == null || addresses.contains(address)) {
        throw invalid("urls", text, allowed);
      }
      addresses.add(address);
    }
    return addresses;
  }

  private static Set<String> languages(String text) {
    Set<String> languages = new LinkedHashSet<>();
    for (String each : text.split(",", -1)) {
      String tag = each.strip();
      if (!tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
        throw invalid(
            "languages", text, "a comma-separated list of BCP 47 languages, for example en,fr");
      }
      languages.add(tag);
    }
    return languages;
  }

  private static boolean yesOrNo(EngineContext context, String key) {
    String text = context.setting(key).orElse("false").strip();
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, text, "true or false");
    };
  }

  /**
   * Whom to believe over TLS.
   *
   * @throws EngineException {@code ENGINE_SETTING_INVALID} when the file is none with certificates
   */
  SSLContext tls() {
    try {
      if (insecure) {
        return Trust.anybody();
      }
      return ca.isPresent() ? Trust.in(ca.get()) : Trust.usual();
    } catch (IOException | GeneralSecurityException e) {
      throw invalid(
          "ca",
          ca.map(Path::toString).orElse(""),
          "a readable PEM file with certificates (" + e.getMessage() + ")");
    }
  }

  private static Path path(String ca) {
    try {
      return Path.of(ca.strip());
    } catch (InvalidPathException e) {
      throw invalid("ca", ca, "the path of a PEM file");
    }
  }

  static EngineException invalid(String key, String value, String allowed) {
    return new EngineException(
        ENGINE_SETTING_INVALID,
        "Engine setting '%s' is '%s'; allowed is %s".formatted(key, value, allowed),
        "The server is misconfigured",
        null);
  }
}
