package coda.voice.testkit.scenario;

/** When something happens. Times in ms; replies are counted from 1. */
public sealed interface Moment {
  /**
   * By the clock.
   *
   * @param ms from the beginning
   */
  record At(long ms) implements Moment {
    /** Checks the range. */
    public At {
      notNegative(ms);
    }
  }

  /**
   * After the first sound of a reply was sent.
   *
   * @param ms how long after
   * @param reply which
   */
  record AfterReplyBegins(long ms, int reply) implements Moment {
    /** Checks the range. */
    public AfterReplyBegins {
      notNegative(ms);
    }
  }

  /**
   * After the end of a reply was told.
   *
   * @param ms how long after
   * @param reply which
   */
  record AfterReplyEnds(long ms, int reply) implements Moment {
    /** Checks the range. */
    public AfterReplyEnds {
      notNegative(ms);
    }
  }

  /**
   * After a tool was started for the first time.
   *
   * @param ms how long after
   * @param tool its name
   */
  record AfterToolStarts(long ms, String tool) implements Moment {
    /** Checks the range. */
    public AfterToolStarts {
      notNegative(ms);
    }
  }

  private static void notNegative(long ms) {
    if (ms < 0) {
      throw new IllegalArgumentException("nothing happens before the beginning");
    }
  }
}
