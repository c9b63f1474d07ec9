package coda.voice.gateway.coda;

import coda.voice.gateway.access.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that continue one conversation: 256 random bits each, found by their hash, so that
 * looking one up tells nothing of the others.
 *
 * <p>Each resumption brings a new token. The one before is good until the client has said anything
 * on its new socket, for until then nobody knows whether it got the new one; after that it is
 * refused. Used on the client's loop, except that {@code all} belongs to all clients.
 */
final class ResumeTokens {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, Visit> all;
  private final Visit visit;
  private @Nullable Token current;
  private @Nullable Token previous;

  /** Shows no secret. */
  private record Token(String secret, String hash) {
    @Override
    public String toString() {
      return "Token[…]";
    }
  }

  /**
   * No token yet.
   *
   * @param all where tokens are found, by their hash
   * @param visit whose they are
   */
  ResumeTokens(Map<String, Visit> all, Visit visit) {
    this.all = all;
    this.visit = visit;
  }

  /** The first token of a conversation. */
  String issue() {
    clear();
    return next();
  }

  /**
   * A new token. The one that was used, which is all that the client is known to have, is good
   * until {@link #confirm}.
   *
   * @param used the client's, accepted before
   */
  String rotate(String used) {
    boolean hadCurrent = same(current, Secrets.hash(used));
    forget(hadCurrent ? previous : current);
    previous = hadCurrent ? current : previous;
    return next();
  }

  private String next() {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.next(RANDOM));
    Token token = new Token(text, Secrets.hash(text));
    current = token;
    all.put(token.hash(), visit);
    return text;
  }

  /** The token that is good now. */
  Optional<String> current() {
    return Optional.ofNullable(current).map(Token::secret);
  }

  /** The client has the newest token. */
  void confirm() {
    forget(previous);
    previous = null;
  }

  /** Whether a token is good. Takes the same time whatever it is. */
  boolean accepts(String token) {
    String hash = Secrets.hash(token);
    boolean isCurrent = same(current, hash);
    boolean isPrevious = same(previous, hash);
    return isCurrent | isPrevious;
  }

  /** The conversation cannot be continued any more. */
  void clear() {
    forget(previous);
    forget(current);
    previous = null;
    current = null;
  }

  private void forget(@Nullable Token token) {
    if (token != null) {
      all.remove(token.hash());
    }
  }

  private static boolean same(@Nullable Token token, String hash) {
    return token != null
        && MessageDigest.isEqual(
            token.hash().getBytes(StandardCharsets.US_ASCII),
            hash.getBytes(StandardCharsets.US_ASCII));
  }
}
