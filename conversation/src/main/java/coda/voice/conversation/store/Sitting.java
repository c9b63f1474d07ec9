package coda.voice.conversation.store;

import coda.voice.conversation.Owner;

/**
 * One stretch of a conversation, from its beginning on a session to that session's end. A
 * conversation may have several, even at the same time on two servers that cannot see each other:
 * the turns of one never overwrite those of another.
 *
 * @param owner whose conversation it is
 * @param conversation its id
 * @param id unique; in alphabetical order of when they began
 */
public record Sitting(Owner owner, String conversation, String id) {
  private static final int DIGITS = 16;

  /**
   * A new one.
   *
   * @param owner whose
   * @param conversation its id
   * @param nowMs ms since 1970
   * @param random makes it unique among those of the same moment
   */
  public static Sitting begin(Owner owner, String conversation, long nowMs, long random) {
    return new Sitting(owner, conversation, hex(nowMs) + hex(random));
  }

  private static String hex(long value) {
    String digits = Long.toHexString(value);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }
}
