package coda.voice.server.demo;

import java.util.List;

/** What the user of the demo says, and what the answers must contain. */
final class DemoScript {
  private DemoScript() {}

  /** Eight turns; the fifth speaks over the answer to the fourth. */
  static List<DemoTurn> turns() {
    return List.of(
        DemoTurn.waiting("hello", "hello|good (morning|afternoon|evening)"),
        DemoTurn.waiting("what time is it", "it('s| is) "),
        DemoTurn.waiting("what is seven times six", "42|forty[- ]two"),
        DemoTurn.waiting("what can you do", "I can"),
        DemoTurn.interrupting(
            "what day is it today", "(mon|tues|wednes|thurs|fri|satur|sun)day", 2_500),
        DemoTurn.waiting("remember that my name is anna", "anna"),
        DemoTurn.waiting("what is my name", "anna"),
        DemoTurn.waiting("goodbye", "bye|see you|talk to you"));
  }
}
