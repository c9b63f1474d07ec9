package coda.voice.gateway.realtime;

import java.security.SecureRandom;

/** Names that nobody has to guess right. */
final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 21;

  private Ids() {}

  static String item() {
    return next("item_");
  }

  static String response() {
    return next("resp_");
  }

  static String session() {
    return next("sess_");
  }

  static String conversation() {
    return next("conv_");
  }

  static String call() {
    return next("call_");
  }

  private static String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      id.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return id.toString();
  }
}
