package coda.voice.server;

import coda.voice.SteadyClock;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.access.Authenticator;
import coda.voice.gateway.access.ClientTokens;
import coda.voice.gateway.access.FailedAttempts;
import coda.voice.gateway.access.Gatekeeper;
import coda.voice.gateway.access.Loopback;
import coda.voice.gateway.access.OpenAccess;
import coda.voice.gateway.access.Proof;
import coda.voice.gateway.access.SiteRules;
import coda.voice.gateway.access.key.ApiKeys;
import coda.voice.gateway.access.token.JwksKeys;
import coda.voice.gateway.access.token.LocalKeys;
import coda.voice.gateway.access.token.SignedTokens;
import coda.voice.gateway.access.token.TokenKeys;
import coda.voice.gateway.access.token.TokenRules;
import coda.voice.gateway.http.ClientTokenRoutes;
import coda.voice.gateway.realtime.ClientSecretKeys;
import coda.voice.server.config.AttemptsConfig;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.JwksConfig;
import coda.voice.server.config.SecurityConfig;
import coda.voice.server.config.TokensConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who comes in, as it is configured. */
final class AccessSetup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessSetup.class);

  private final AccessRules rules;
  private final ClientTokenRoutes routes;
  private final ClientSecretKeys secrets;
  private final TokenKeys keys;

  private AccessSetup(
      AccessRules rules, ClientTokenRoutes routes, ClientSecretKeys secrets, TokenKeys keys) {
    this.rules = rules;
    this.routes = routes;
    this.secrets = secrets;
    this.keys = keys;
  }

  /**
   * Reads the keys; those that an issuer publishes are fetched in the background.
   *
   * @param config what was set
   * @param meters counts
   * @param blocking may be blocked
   * @throws coda.voice.VoiceException {@code ACCESS_FILE_…} or {@code TOKEN_KEY_INVALID} when they
   *     cannot be used
   */
  static AccessSetup open(CodaConfig config, MeterRegistry meters, Executor blocking) {
    SecurityConfig security = config.security();
    InstantSource clock = InstantSource.system();
    ClientTokens clientTokens =
        new ClientTokens(
            security.clientTokens().capacity(),
            Duration.ofMillis(security.clientTokens().sessionMs()),
            SteadyClock.started());
    ClientSecretKeys secrets =
        new ClientSecretKeys(security.clientTokens().capacity(), SteadyClock.started());
    TokenKeys keys = keys(security.tokens(), clock, meters, blocking);
    Authenticator authenticator =
        security.authenticated()
            ? new Gatekeeper(
                proofs(security, List.of(clientTokens, secrets), keys, clock),
                attempts(security.attempts(), meters),
                blocking)
            : new OpenAccess();
    boolean loopback = Loopback.is(config.server().host().strip());
    warn(config, loopback);
    return new AccessSetup(
        new AccessRules(
            authenticator,
            new SiteRules(
                security.origins(),
                security.hosts(),
                loopback,
                !security.authenticated(),
                config.server().tls().enabled()),
            Duration.ofMillis(security.expiryWarningMs()),
            clock),
        new ClientTokenRoutes(clientTokens, Duration.ofMillis(security.clientTokens().startMs())),
        secrets,
        keys);
  }

  private static void warn(CodaConfig config, boolean loopback) {
    if (!config.security().authenticated() && !loopback) {
      LOG.warn(
          "Others can reach {}, and nobody has to prove who they are: security.allow_open is true",
          config.server().host());
    }
  }

  private static List<Proof> proofs(
      SecurityConfig security, List<Proof> issued, TokenKeys keys, InstantSource clock) {
    List<Proof> proofs = new ArrayList<>(issued);
    security.keys().ifPresent(file -> proofs.add(new ApiKeys(file, clock)));
    TokensConfig tokens = security.tokens();
    if (tokens.accepted()) {
      proofs.add(
          new SignedTokens(
              keys,
              new TokenRules(
                  tokens.issuer(),
                  tokens.audience(),
                  tokens.tenantClaim(),
                  Duration.ofMillis(tokens.skewMs())),
              clock));
    }
    return proofs;
  }

  private static TokenKeys keys(
      TokensConfig tokens, InstantSource clock, MeterRegistry meters, Executor blocking) {
    List<TokenKeys> places = new ArrayList<>();
    places.add(
        LocalKeys.of(
            tokens.files(),
            tokens.secret().isSet() ? Optional.of(tokens.secret().reveal()) : Optional.empty(),
            clock));
    tokens
        .url()
        .ifPresent(
            url -> {
              // How old keys are must not change when the machine's clock is set.
              JwksKeys published =
                  new JwksKeys(url, times(tokens.jwks()), SteadyClock.started(), meters, blocking);
              published.prepare();
              places.add(published);
            });
    return TokenKeys.of(places);
  }

  private static JwksKeys.Times times(JwksConfig jwks) {
    return new JwksKeys.Times(
        Duration.ofMillis(jwks.freshMs()),
        Duration.ofMillis(jwks.staleMs()),
        Duration.ofMillis(jwks.pauseMs()),
        Duration.ofMillis(jwks.timeoutMs()));
  }

  private static FailedAttempts attempts(AttemptsConfig attempts, MeterRegistry meters) {
    return new FailedAttempts(attempts.amount(), Duration.ofMillis(attempts.windowMs()), meters);
  }

  AccessRules rules() {
    return rules;
  }

  ClientTokenRoutes routes() {
    return routes;
  }

  ClientSecretKeys secrets() {
    return secrets;
  }

  @Override
  public void close() {
    keys.close();
  }
}
