package coda.voice.server.demo;

import java.util.regex.Pattern;

/**
 * One turn of the scripted user.
 *
 * @param says what the user says
 * @param expects found somewhere in the answer, whatever the case
 * @param interruptsAfterMs how much of the running answer the user hears before speaking over it;
 *     0: the user waits until it is over
 */
record DemoTurn(String says, Pattern expects, int interruptsAfterMs) {

  static DemoTurn waiting(String says, String expects) {
    return new DemoTurn(says, Pattern.compile(expects, Pattern.CASE_INSENSITIVE), 0);
  }

  static DemoTurn interrupting(String says, String expects, int afterMs) {
    return new DemoTurn(says, Pattern.compile(expects, Pattern.CASE_INSENSITIVE), afterMs);
  }

  boolean interrupts() {
    return interruptsAfterMs > 0;
  }
}
