package coda.voice.gateway.access.token;

import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Proof;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Refusal;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Accepts signed tokens: JWT in the compact form of JWS (RFC 7515, 7519), checked as RFC 8725
 * advises. Nothing in a token is believed before its signature was checked, except which of our own
 * keys it may be checked with.
 */
public final class SignedTokens implements Proof {
  /** Longer ones are not looked at. */
  public static final int MAX_LENGTH = 8_192;

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]{2,}+\\.[A-Za-z0-9_-]{2,}+\\.[A-Za-z0-9_-]*+");
  private static final int MAX_KEY_ID = 200;

  /** A token is checked with so many keys at most: each costs time. */
  private static final int MAX_CANDIDATES = 8;

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.HS256,
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.EdDSA,
          JWSAlgorithm.Ed25519);

  /** Keys that a token brings along, and what changes how it is read. */
  private static final List<String> REFUSED_HEADERS =
      List.of("jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc", "cty");

  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private final TokenKeys keys;
  private final TokenClaims claims;

  /**
   * Accepts tokens.
   *
   * @param keys that sign them
   * @param rules what they must say
   * @param clock tells the time
   */
  public SignedTokens(TokenKeys keys, TokenRules rules, InstantSource clock) {
    this.keys = keys;
    this.claims = new TokenClaims(rules, clock);
  }

  /** Whether it has a dot: neither API keys nor clients' tokens have. */
  @Override
  public boolean reads(String text) {
    return text.indexOf('.') >= 0;
  }

  @Override
  public Identity identify(String text, Purpose purpose) {
    if (text.length() > MAX_LENGTH) {
      throw AccessException.refused(Refusal.TOO_LONG);
    }
    if (!FORM.matcher(text).matches()) {
      throw AccessException.refused(Refusal.MALFORMED);
    }
    String[] parts = text.split("\\.", -1);
    JWSHeader header = header(parts[0]);
    checkSignature(header, parts);
    return claims.identity(object(parts[1]));
  }

  private static JWSHeader header(String part) {
    Map<String, Object> fields = object(part);
    for (String field : REFUSED_HEADERS) {
      if (fields.containsKey(field)) {
        throw AccessException.refused(Refusal.HEADER);
      }
    }
    if (fields.get("typ") instanceof Object typ
        && !(typ instanceof String name
            && TYPES.contains(name.toLowerCase(java.util.Locale.ROOT)))) {
      throw AccessException.refused(Refusal.HEADER);
    }
    if (!(fields.get("alg") instanceof String name)
        || !ALGORITHMS.contains(JWSAlgorithm.parse(name))) {
      throw AccessException.refused(Refusal.ALGORITHM);
    }
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.parse(name));
    if (fields.containsKey("kid")) {
      if (!(fields.get("kid") instanceof String id) || id.length() > MAX_KEY_ID) {
        throw AccessException.refused(Refusal.HEADER);
      }
      header.keyID(id);
    }
    return header.build();
  }

  private void checkSignature(JWSHeader header, String[] parts) {
    List<VerificationKey> candidates =
        keys.candidates(Optional.ofNullable(header.getKeyID()), header.getAlgorithm());
    if (candidates.isEmpty()) {
      throw AccessException.refused(Refusal.KEY_UNKNOWN);
    }
    byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
    Base64URL signature = new Base64URL(parts[2]);
    boolean right =
        candidates.stream()
            .limit(MAX_CANDIDATES)
            .anyMatch(key -> key.verifies(header, signed, signature));
    if (!right) {
      throw AccessException.refused(Refusal.SIGNATURE);
    }
  }

  /** A JSON object; one that names a field twice is none. */
  private static Map<String, Object> object(String part) {
    try {
      String json = new Base64URL(part).decodeToString();
      Map<String, Object> fields = JSONObjectUtils.parse(json, MAX_LENGTH);
      // The library has no exception for the word null.
      return Objects.requireNonNull(fields, "no object");
    } catch (ParseException | RuntimeException | StackOverflowError e) {
      // Whatever the library makes of it: the text is not what it should be, and no defect.
      throw AccessException.refused(Refusal.MALFORMED);
    }
  }
}
