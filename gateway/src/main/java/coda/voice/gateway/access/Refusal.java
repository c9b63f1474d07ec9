package coda.voice.gateway.access;

import java.util.Locale;

/**
 * Why what somebody presented was not accepted. For the log and for counting; clients learn less.
 */
public enum Refusal {
  /** Neither a signed token, nor an API key, nor a client's token. */
  MALFORMED("it is in no known form"),
  /** Longer than anything that is looked at. */
  TOO_LONG("it is longer than a token may be"),
  /** Its header names an algorithm that is not allowed, or not for this key. */
  ALGORITHM("its algorithm is not allowed"),
  /** Its header wants what is not done: keys of its own, compression, unknown extensions. */
  HEADER("its header holds what is not accepted"),
  /** None of the known keys is meant. */
  KEY_UNKNOWN("no key is known for it"),
  /** The signature is wrong. */
  SIGNATURE("its signature is wrong"),
  /** Somebody else issued it. */
  ISSUER("its issuer is not the expected one"),
  /** It is meant for somebody else. */
  AUDIENCE("its audience is not this server"),
  /** It was valid once. */
  EXPIRED("it has expired"),
  /** It will be valid. */
  NOT_YET("it is not valid yet"),
  /** A claim is absent, of the wrong type or out of range. */
  CLAIMS("a claim is absent or not as it must be"),
  /** The keys cannot be fetched at the moment. */
  KEYS_UNAVAILABLE("the keys for it cannot be fetched at the moment"),
  /** No such API key, or its secret is wrong. */
  API_KEY("there is no such API key"),
  /** No such client token: made up, used before, or too old. */
  CLIENT_TOKEN("the client token is unknown, used already, or too old"),
  /** A client token opens connections and does nothing else. */
  CONNECTIONS_ONLY("a client token is for opening a connection only"),
  /** It names somebody else than the one the connection belongs to. */
  OTHER_USER("it belongs to somebody else than the connection"),
  /** Too many are being looked at. */
  BUSY("too many are being looked at");

  private final String words;

  Refusal(String words) {
    this.words = words;
  }

  /** For operators: a sentence that goes on after "refused: ". */
  public String words() {
    return words;
  }

  /** As metrics and the log have it: {@code key_unknown}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it says nothing about whoever presented it: the server itself could not look. */
  public boolean ofServer() {
    return this == KEYS_UNAVAILABLE || this == BUSY;
  }
}
