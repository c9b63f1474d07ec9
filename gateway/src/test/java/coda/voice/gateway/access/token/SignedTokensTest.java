package coda.voice.gateway.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.MovableClock;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Refusal;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.TenantLimits;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are believed, and which are not. */
class SignedTokensTest {
  private static final byte[] SECRET = TestTokens.SECRET.getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock();
  private Path keySet;
  private SignedTokens tokens;

  @BeforeEach
  void writeKeys() throws IOException {
    keySet = folder.resolve("keys.json");
    Files.writeString(
        keySet, new JWKSet(List.of(TestTokens.RSA, TestTokens.EC)).toPublicJWKSet().toString());
    Path ed = folder.resolve("ed.pem");
    Files.writeString(ed, TestTokens.pem(TestTokens.ED.getPublic()));
    tokens =
        new SignedTokens(
            LocalKeys.of(List.of(keySet, ed), Optional.of(TestTokens.SECRET + "\n"), clock),
            new TokenRules("coda", "coda", "tenant", Duration.ofSeconds(30)),
            clock);
  }

  private Identity identify(String token) {
    return tokens.identify(token, Purpose.CONNECTION);
  }

  private Refusal refusal(String token) {
    AccessException e = catchThrowableOfType(AccessException.class, () -> identify(token));
    assertThat(e).as("nothing was refused").isNotNull();
    assertThat(e.getMessage()).doesNotContain(token).doesNotContain("anna");
    assertThat(e.safeMessage()).isIn("Authentication failed", "The token has expired");
    return e.refusal().orElseThrow();
  }

  private static Map<String, Object> claims(String name, Object value) {
    Map<String, Object> claims = TestTokens.claims();
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return claims;
  }

  @Test
  void shouldBelieveEveryKindOfKey() {
    Map<String, Object> claims = TestTokens.claims();

    assertThat(
            Stream.of(
                    TestTokens.hs(claims),
                    TestTokens.rsa(TestTokens.RSA, JWSAlgorithm.RS256, claims),
                    TestTokens.rsa(TestTokens.RSA, JWSAlgorithm.RS512, claims),
                    TestTokens.rsa(TestTokens.RSA, JWSAlgorithm.PS256, claims),
                    TestTokens.ec(TestTokens.EC, claims),
                    TestTokens.ed("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}", claims),
                    TestTokens.ed("{\"alg\":\"Ed25519\",\"typ\":\"at+jwt\"}", claims))
                .map(this::identify))
        .containsOnly(
            new Identity(
                new Owner("default", "anna"),
                Set.of(Scope.TALK),
                Optional.of(MovableClock.START.plusSeconds(630))));
  }

  @Test
  void shouldReadTenantScopesAndLimits() {
    Map<String, Object> claims = TestTokens.claims();
    claims.put("tenant", "acme");
    claims.put("aud", List.of("other", "coda"));
    claims.put("scope", "openid monitor");
    claims.put("scp", List.of("talk", "profile"));
    claims.put("limits", Map.of("max_connections", 5, "audio_speed", 2.5));

    Identity identity = identify(TestTokens.hs(claims));

    assertThat(identity.owner()).isEqualTo(new Owner("acme", "anna"));
    assertThat(identity.scopes()).containsExactlyInAnyOrder(Scope.TALK, Scope.MONITOR);
    assertThat(identity.limits())
        .isEqualTo(
            TenantLimits.of(
                Optional.of(5.0), Optional.empty(), Optional.empty(), Optional.of(2.5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS384", "HS512", "RSA1_5", "dir"})
  void shouldRefuseAlgorithmsThatAreNotAllowed(String algorithm) {
    String header = "{\"alg\":\"" + algorithm + "\"}";
    String claims = JSONObjectUtils.toJSONString(TestTokens.claims());

    assertThat(refusal(TestTokens.hs(header, claims, SECRET))).isEqualTo(Refusal.ALGORITHM);
    assertThat(refusal(Base64URL.encode(header) + "." + Base64URL.encode(claims) + "."))
        .isEqualTo(Refusal.ALGORITHM);
  }

  @Test
  void shouldNeverTakeAPublicKeyForASecret() throws JOSEException {
    String claims = JSONObjectUtils.toJSONString(TestTokens.claims());
    List<byte[]> published =
        List.of(
            TestTokens.RSA.toRSAPublicKey().getEncoded(),
            TestTokens.pem(TestTokens.RSA.toRSAPublicKey()).getBytes(StandardCharsets.UTF_8),
            TestTokens.RSA.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8),
            TestTokens.ED.getPublic().getEncoded());

    for (byte[] key : published) {
      assertThat(refusal(TestTokens.hs("{\"alg\":\"HS256\"}", claims, key)))
          .isEqualTo(Refusal.SIGNATURE);
      assertThat(refusal(TestTokens.hs("{\"alg\":\"HS256\",\"kid\":\"rsa-1\"}", claims, key)))
          .isEqualTo(Refusal.SIGNATURE);
    }
  }

  @Test
  void shouldNotUseAKeyWithTheAlgorithmOfAnother() {
    String ofAnother =
        TestTokens.rsa(
            TestTokens.RSA,
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("ec-1").build(),
            TestTokens.claims());

    assertThat(refusal(ofAnother)).isEqualTo(Refusal.KEY_UNKNOWN);
  }

  @Test
  void shouldRefuseTokensOfUnknownKeys() {
    RSAKey unknown = TestTokens.rsa("rsa-1");

    assertThat(refusal(TestTokens.rsa(unknown, JWSAlgorithm.RS256, TestTokens.claims())))
        .isEqualTo(Refusal.SIGNATURE);
    assertThat(
            refusal(
                TestTokens.rsa(
                    TestTokens.rsa("elsewhere"), JWSAlgorithm.RS256, TestTokens.claims())))
        .isEqualTo(Refusal.KEY_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../dev/null",
        "/dev/null",
        "file:///etc/passwd",
        "' UNION SELECT 'key",
        "key|whoami",
        "rsa-1\\u0000",
        "https://evil.example/jwks.json",
      })
  void shouldOnlyCompareTheNameOfAKey(String id) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}";
    String claims = JSONObjectUtils.toJSONString(TestTokens.claims());

    assertThat(refusal(TestTokens.hs(header, claims, new byte[32]))).isEqualTo(Refusal.KEY_UNKNOWN);
  }

  static Stream<String> headersThatBringKeysAlong() {
    return Stream.of(
        "\"jwk\":" + TestTokens.RSA.toPublicJWK(),
        "\"jku\":\"https://evil.example/jwks.json\"",
        "\"x5u\":\"https://evil.example/cert.pem\"",
        "\"x5c\":[\"MIIB\"]",
        "\"crit\":[\"exp\"],\"exp\":1",
        "\"crit\":[\"b64\"],\"b64\":false",
        "\"b64\":false",
        "\"zip\":\"DEF\"",
        "\"enc\":\"A128GCM\"",
        "\"cty\":\"JWT\"",
        "\"typ\":\"dpop+jwt\"",
        "\"typ\":7",
        "\"kid\":{\"a\":1}",
        "\"kid\":\"" + "k".repeat(201) + "\"");
  }

  @ParameterizedTest
  @MethodSource("headersThatBringKeysAlong")
  void shouldRefuseHeadersThatWantMoreThanAnAlgorithmAndAName(String field) {
    String claims = JSONObjectUtils.toJSONString(TestTokens.claims());

    assertThat(refusal(TestTokens.hs("{\"alg\":\"HS256\"," + field + "}", claims, SECRET)))
        .isEqualTo(Refusal.HEADER);
  }

  @Test
  void shouldRefuseEncryptedTokens() {
    String header =
        Base64URL.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}").toString();

    assertThat(refusal(header + "..aaaa.bbbb.cccc")).isEqualTo(Refusal.MALFORMED);
  }

  @Test
  void shouldRefuseAChangedToken() {
    String[] right = TestTokens.hs(TestTokens.claims()).split("\\.");
    String other = Base64URL.encode(JSONObjectUtils.toJSONString(claims("sub", "bert"))).toString();

    assertThat(refusal(right[0] + "." + other + "." + right[2])).isEqualTo(Refusal.SIGNATURE);
    assertThat(refusal(right[0] + "." + right[1] + ".")).isEqualTo(Refusal.SIGNATURE);
    assertThat(refusal(right[0] + "." + right[1] + "." + right[2].substring(2)))
        .isEqualTo(Refusal.SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource({
    "-1,  true", // one second before it expires
    "0,   true", // it expires now, and clocks may differ
    "29,  true",
    "30,  false",
    "31,  false",
    "1000000, false",
  })
  void shouldBelieveATokenUntilItExpiresAndAsMuchLongerAsClocksMayDiffer(
      long after, boolean believed) {
    String token = TestTokens.hs(TestTokens.claims());
    clock.advance(Duration.ofSeconds(600 + after));

    if (believed) {
      assertThat(identify(token).expires()).contains(MovableClock.START.plusSeconds(630));
    } else {
      assertThat(refusal(token)).isEqualTo(Refusal.EXPIRED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nbf", "iat"})
  void shouldNotBelieveATokenBeforeItsTime(String claim) {
    long now = MovableClock.START.getEpochSecond();

    assertThat(identify(TestTokens.hs(claims(claim, now + 30)))).isNotNull();
    assertThat(refusal(TestTokens.hs(claims(claim, now + 31)))).isEqualTo(Refusal.NOT_YET);
    assertThat(refusal(TestTokens.hs(claims(claim, now + 30.5)))).isEqualTo(Refusal.NOT_YET);
  }

  static Stream<Arguments> wrongClaims() {
    return Stream.of(
        wrong("iss", "evil", Refusal.ISSUER),
        wrong("iss", null, Refusal.ISSUER),
        wrong("iss", List.of("coda"), Refusal.ISSUER),
        wrong("aud", "other", Refusal.AUDIENCE),
        wrong("aud", null, Refusal.AUDIENCE),
        wrong("aud", List.of("other", List.of("coda")), Refusal.AUDIENCE),
        wrong("exp", null, Refusal.CLAIMS),
        wrong("exp", "1", Refusal.CLAIMS),
        wrong("exp", -1, Refusal.CLAIMS),
        wrong("exp", 1e300, Refusal.CLAIMS),
        wrong("nbf", "soon", Refusal.CLAIMS),
        wrong("sub", null, Refusal.CLAIMS),
        wrong("sub", "", Refusal.CLAIMS),
        wrong("sub", "a\nb", Refusal.CLAIMS),
        wrong("sub", "a".repeat(101), Refusal.CLAIMS),
        wrong("sub", 7, Refusal.CLAIMS),
        wrong("tenant", "../x", Refusal.CLAIMS),
        wrong("scope", 7, Refusal.CLAIMS),
        wrong("limits", "all", Refusal.CLAIMS),
        wrong("limits", Map.of("max_connections", 0), Refusal.CLAIMS),
        wrong("limits", Map.of("max_connections", 1.5), Refusal.CLAIMS),
        wrong("limits", Map.of("max_connections", 1e9), Refusal.CLAIMS),
        wrong("limits", Map.of("max_connections", "5"), Refusal.CLAIMS),
        wrong("limits", Map.of("audio_speed", -1), Refusal.CLAIMS),
        wrong("limits", Map.of("text_bytes", 5), Refusal.CLAIMS));
  }

  private static Arguments wrong(String claim, Object value, Refusal refusal) {
    return Arguments.of(claim, value, refusal);
  }

  @ParameterizedTest
  @MethodSource("wrongClaims")
  void shouldRefuseClaimsThatAreWrong(String claim, Object value, Refusal refusal) {
    assertThat(refusal(TestTokens.hs(claims(claim, value)))).isEqualTo(refusal);
  }

  @Test
  void shouldGrantNothingThatIsNotNamed() {
    assertThat(identify(TestTokens.hs(claims("scope", "administrator TALK talk,admin"))).scopes())
        .isEmpty();
    assertThat(identify(TestTokens.hs(claims("scope", null))).scopes()).isEmpty();
  }

  @Test
  void shouldRefuseFieldsThatAreGivenTwice() {
    String claims = JSONObjectUtils.toJSONString(TestTokens.claims());
    String twice = claims.substring(0, claims.length() - 1) + ",\"sub\":\"bert\"}";

    assertThat(refusal(TestTokens.hs("{\"alg\":\"HS256\"}", twice, SECRET)))
        .isEqualTo(Refusal.MALFORMED);
    assertThat(refusal(TestTokens.hs("{\"alg\":\"none\",\"alg\":\"HS256\"}", claims, SECRET)))
        .isEqualTo(Refusal.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "..",
        "...",
        "a.b.c",
        "e30.e30.e30",
        "e30.e30.",
        "W10.W10.",
        "bnVsbA.bnVsbA.",
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJIUzI1NiJ9.",
        "eyJhbGciOiJIUzI1NiJ9.e30",
        "eyJhbGciOiJIUzI1NiJ9.e30.a=",
        "eyJhbGciOiJIUzI1NiJ9 .e30.aa",
        "ey\u0000J.e30.aa",
      })
  void shouldOnlyEverRefuseWhatIsNoToken(String text) {
    assertThat(refusal(text)).isNotNull();
  }

  @Test
  void shouldNotEvenLookAtWhatIsTooLongOrTooDeep() {
    assertThat(refusal("a".repeat(4_000) + "." + "b".repeat(4_200) + ".c"))
        .isEqualTo(Refusal.TOO_LONG);
    String deep = "{\"alg\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}";
    assertThat(refusal(Base64URL.encode(deep.substring(0, 5_000)) + ".e30.aa"))
        .isEqualTo(Refusal.MALFORMED);
    assertThat(refusal(Base64URL.encode(deep.replace("]", "").concat("}")) + ".e30.aa"))
        .isEqualTo(Refusal.MALFORMED);
  }

  @Test
  void shouldUseNewKeysWhenTheFileChanges() throws IOException {
    RSAKey next = TestTokens.rsa("rsa-2");
    String token = TestTokens.rsa(next, JWSAlgorithm.RS256, TestTokens.claims());
    assertThat(refusal(token)).isEqualTo(Refusal.KEY_UNKNOWN);

    Files.writeString(keySet, new JWKSet(List.of(next)).toPublicJWKSet().toString());
    clock.advance(Duration.ofSeconds(1));

    assertThat(identify(token)).isNotNull();
    assertThat(refusal(TestTokens.rsa(TestTokens.RSA, JWSAlgorithm.RS256, TestTokens.claims())))
        .isEqualTo(Refusal.KEY_UNKNOWN);
  }

  @Test
  void shouldKeepTheKeysWhenTheFileBecomesGarbage() throws IOException {
    String token = TestTokens.rsa(TestTokens.RSA, JWSAlgorithm.RS256, TestTokens.claims());

    Files.writeString(keySet, "{\"keys\":[{");
    clock.advance(Duration.ofSeconds(1));

    assertThat(identify(token)).isNotNull();
  }

  static Stream<String> unusableKeys() {
    return Stream.of(
        "",
        "hello",
        "{\"keys\":[]}",
        TestTokens.rsa("weak", 1_024).toPublicJWK().toString(),
        TestTokens.RSA.toString(),
        "{\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}",
        TestTokens.pem("PRIVATE KEY", TestTokens.ED.getPrivate().getEncoded()),
        TestTokens.pem("CERTIFICATE", new byte[] {1, 2, 3}),
        TestTokens.pem("PUBLIC KEY", new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @MethodSource("unusableKeys")
  void shouldSayWhichFileHoldsNoUsableKeyWithoutShowingIt(String content) throws IOException {
    Path file = folder.resolve("other");
    Files.writeString(file, content);

    TokenKeyException e =
        catchThrowableOfType(
            TokenKeyException.class, () -> LocalKeys.of(List.of(file), Optional.empty(), clock));

    assertThat(e.code()).isEqualTo("TOKEN_KEY_INVALID");
    assertThat(e).hasMessageContaining(file.toString());
    assertThat(e.getMessage().length()).isLessThan(file.toString().length() + 100);
  }

  @Test
  void shouldRefuseASecretThatIsTooShort() {
    String secret = "x".repeat(31) + "\n\n";

    assertThat(
            catchThrowableOfType(
                TokenKeyException.class, () -> LocalKeys.of(List.of(), Optional.of(secret), clock)))
        .hasMessageContaining("at least 32 bytes");
  }

  @Test
  void shouldBelieveWhatOurOwnSignerSigns() {
    TokenSigner secret = TokenSigner.ofSecret(TestTokens.SECRET + "\n");
    TokenSigner ed =
        TokenSigner.ofPrivateKey(
            TestTokens.pem("PRIVATE KEY", TestTokens.ED.getPrivate().getEncoded()));

    assertThat(identify(secret.sign(TestTokens.claims())).owner().user()).isEqualTo("anna");
    assertThat(identify(ed.sign(TestTokens.claims())).owner().user()).isEqualTo("anna");
  }

  @Test
  void shouldNotAcceptKeysOverPlainHttpFromElsewhere() {
    assertThat(JwksKeys.problem("https://id.example.com/jwks.json")).isEmpty();
    assertThat(JwksKeys.problem("http://127.0.0.1:9/jwks.json")).isEmpty();
    assertThat(
            Stream.of(
                    "http://id.example.com/jwks.json",
                    "http://localhost.evil.example/",
                    "file:///etc/passwd",
                    "https://user:pw@id.example.com/",
                    "https:///x",
                    "id.example.com",
                    "ht tp://")
                .map(JwksKeys::problem))
        .allMatch(Optional::isPresent);
  }
}
