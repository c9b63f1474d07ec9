package coda.voice.gateway.access.token;

import java.time.Duration;

/**
 * What a token must say.
 *
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must be, or hold
 * @param tenantClaim the claim that names the tenant; whoever has none belongs to the default one
 * @param skew how far the clocks of issuer and server may be apart
 */
public record TokenRules(String issuer, String audience, String tenantClaim, Duration skew) {}
