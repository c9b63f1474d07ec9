package coda.voice.gateway.access.key;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.OwnerNames;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.TenantLimits;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line of the file of keys: {@code ID sha256=… tenant=… user=… scopes=talk,monitor}, and as far
 * as wanted {@code expires=2027-01-31T00:00:00Z max_connections=… max_sessions=… control_messages=…
 * audio_speed=…}.
 *
 * @param id names the key
 * @param hash SHA-256 of the key, in hexadecimal digits
 * @param owner whose key it is
 * @param scopes what it is good for
 * @param expires from when on it is not accepted; empty for never
 * @param limits what is granted with it
 */
public record KeyEntry(
    String id,
    String hash,
    Owner owner,
    Set<Scope> scopes,
    Optional<Instant> expires,
    TenantLimits limits) {
  private static final Pattern ID = Pattern.compile("[a-z0-9]{10}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> FIELDS =
      Set.of(
          "sha256",
          "tenant",
          "user",
          "scopes",
          "expires",
          "max_connections",
          "max_sessions",
          "control_messages",
          "audio_speed");

  /** Copies the scopes. */
  public KeyEntry {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Reads a line.
   *
   * @param line neither empty nor a comment
   * @throws IllegalArgumentException saying what is wrong, without the hash
   */
  public static KeyEntry parse(String line) {
    String[] words = line.strip().split("\\s+");
    if (!ID.matcher(words[0]).matches()) {
      throw new IllegalArgumentException("does not begin with the id of a key");
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String name = equals < 0 ? "" : words[i].substring(0, equals);
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            "holds something that is none of " + FIELDS.stream().sorted().toList());
      }
      if (fields.put(name, words[i].substring(equals + 1)) != null) {
        throw new IllegalArgumentException("says " + name + " twice");
      }
    }
    String hash = required(fields, "sha256");
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("has a sha256 that is not 64 hexadecimal digits");
    }
    return new KeyEntry(
        words[0],
        hash,
        new Owner(
            name("tenant", fields.getOrDefault("tenant", Owner.DEFAULT_TENANT)),
            name("user", required(fields, "user"))),
        scopes(required(fields, "scopes")),
        Optional.ofNullable(fields.get("expires")).map(KeyEntry::instant),
        TenantLimits.of(
            number(fields, "max_connections"),
            number(fields, "max_sessions"),
            number(fields, "control_messages"),
            number(fields, "audio_speed")));
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("does not say " + name);
    }
    return value;
  }

  private static String name(String field, String text) {
    if (!OwnerNames.valid(text)) {
      throw new IllegalArgumentException(field + " is not " + OwnerNames.ALLOWED);
    }
    return text;
  }

  /**
   * Scopes as they are written.
   *
   * @param text with commas between them
   * @throws IllegalArgumentException if one is unknown
   */
  public static Set<Scope> scopes(String text) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : text.split(",", -1)) {
      scopes.add(
          Scope.of(word.strip())
              .orElseThrow(
                  () -> new IllegalArgumentException("scopes are talk, monitor and admin")));
    }
    return scopes;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("expires is not a time such as 2027-01-31T00:00:00Z", e);
    }
  }

  private static Optional<Double> number(Map<String, String> fields, String name) {
    try {
      return Optional.ofNullable(fields.get(name)).map(Double::valueOf);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a number", e);
    }
  }

  /** The line that {@link #parse} reads. */
  public String line() {
    List<String> words = new ArrayList<>();
    words.add(id);
    words.add("sha256=" + hash);
    words.add("tenant=" + owner.tenant());
    words.add("user=" + owner.user());
    words.add(
        "scopes=" + scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(",")));
    expires.ifPresent(time -> words.add("expires=" + time));
    limits.maxConnections().ifPresent(n -> words.add("max_connections=" + n));
    limits.maxSessions().ifPresent(n -> words.add("max_sessions=" + n));
    limits.controlMessages().ifPresent(n -> words.add("control_messages=" + n));
    limits.audioSpeed().ifPresent(n -> words.add("audio_speed=" + n));
    return String.join(" ", words);
  }

  /** The bytes of the hash. */
  byte[] hashBytes() {
    return HexFormat.of().parseHex(hash);
  }
}
