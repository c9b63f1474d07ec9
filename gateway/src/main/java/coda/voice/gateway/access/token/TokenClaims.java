package coda.voice.gateway.access.token;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.OwnerNames;
import coda.voice.gateway.access.Refusal;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.TenantLimits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a token whose signature was right. */
final class TokenClaims {
  private static final Set<String> LIMITS =
      Set.of("max_connections", "max_sessions", "control_messages", "audio_speed");

  private final TokenRules rules;
  private final InstantSource clock;

  TokenClaims(TokenRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Whom the token names, and what they may do.
   *
   * @throws AccessException if it is not for this server, not now, or not as it must be
   */
  Identity identity(Map<String, Object> claims) {
    if (!rules.issuer().equals(claims.get("iss"))) {
      throw AccessException.refused(Refusal.ISSUER);
    }
    if (!audience(claims.get("aud")).contains(rules.audience())) {
      throw AccessException.refused(Refusal.AUDIENCE);
    }
    Instant now = clock.instant();
    // Believed until then: the issuer's clock may be that much behind ours.
    Instant expires = time(claims, "exp").orElseThrow(TokenClaims::wrong).plus(rules.skew());
    if (!now.isBefore(expires)) {
      throw AccessException.refused(Refusal.EXPIRED);
    }
    Instant latest = now.plus(rules.skew());
    if (time(claims, "nbf").filter(latest::isBefore).isPresent()
        || time(claims, "iat").filter(latest::isBefore).isPresent()) {
      throw AccessException.refused(Refusal.NOT_YET);
    }
    return new Identity(owner(claims), scopes(claims), Optional.of(expires), limits(claims));
  }

  private Owner owner(Map<String, Object> claims) {
    String user = name(claims.get("sub")).orElseThrow(TokenClaims::wrong);
    Object tenant = claims.get(rules.tenantClaim());
    return new Owner(
        tenant == null ? Owner.DEFAULT_TENANT : name(tenant).orElseThrow(TokenClaims::wrong), user);
  }

  private static Optional<String> name(@Nullable Object claim) {
    return claim instanceof String text && OwnerNames.valid(text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static List<?> audience(@Nullable Object claim) {
    return switch (claim) {
      case String one -> List.of(one);
      case List<?> several -> several;
      case null, default -> List.of();
    };
  }

  /** {@code scope}, a text with spaces, or {@code scp}, a list or such a text. */
  private static Set<Scope> scopes(Map<String, Object> claims) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    Stream.of("scope", "scp")
        .map(claims::get)
        .flatMap(TokenClaims::words)
        .flatMap(word -> Scope.of(word).stream())
        .forEach(scopes::add);
    return scopes;
  }

  private static Stream<String> words(@Nullable Object claim) {
    return switch (claim) {
      case String text -> Arrays.stream(text.split(" ", -1));
      case List<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
      case null -> Stream.of();
      default -> throw wrong();
    };
  }

  private static TenantLimits limits(Map<String, Object> claims) {
    return switch (claims.get("limits")) {
      case null -> TenantLimits.SERVERS;
      case Map<?, ?> granted -> {
        if (!LIMITS.containsAll(granted.keySet())) {
          throw wrong();
        }
        try {
          yield TenantLimits.of(
              number(granted.get("max_connections")),
              number(granted.get("max_sessions")),
              number(granted.get("control_messages")),
              number(granted.get("audio_speed")));
        } catch (IllegalArgumentException e) {
          throw wrong();
        }
      }
      default -> throw wrong();
    };
  }

  private static Optional<Double> number(@Nullable Object claim) {
    return switch (claim) {
      case null -> Optional.empty();
      case Number number -> Optional.of(number.doubleValue());
      default -> throw wrong();
    };
  }

  /** Seconds since 1970, with fractions or without. */
  private static Optional<Instant> time(Map<String, Object> claims, String name) {
    Object claim = claims.get(name);
    if (claim == null) {
      return Optional.empty();
    }
    if (!(claim instanceof Number number)
        || !(number.doubleValue() >= 0 && number.doubleValue() <= 1e11)) {
      throw wrong();
    }
    try {
      return Optional.of(Instant.ofEpochMilli(Math.round(number.doubleValue() * 1000)));
    } catch (DateTimeException e) {
      throw wrong();
    }
  }

  private static AccessException wrong() {
    return AccessException.refused(Refusal.CLAIMS);
  }
}
