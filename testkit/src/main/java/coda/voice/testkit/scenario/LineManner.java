package coda.voice.testkit.scenario;

/** How the frames of the microphone, 20 ms each, come through to the server. */
public sealed interface LineManner {
  /**
   * Some are lost.
   *
   * @param oneIn every n-th, at least 2
   */
  record Loses(int oneIn) implements LineManner {
    /** Checks the range. */
    public Loses {
      atLeastTwo(oneIn);
    }
  }

  /**
   * Some come twice.
   *
   * @param oneIn every n-th, at least 2
   */
  record Repeats(int oneIn) implements LineManner {
    /** Checks the range. */
    public Repeats {
      atLeastTwo(oneIn);
    }
  }

  /**
   * Some come after the one that follows them.
   *
   * @param oneIn every n-th, at least 2
   */
  record Swaps(int oneIn) implements LineManner {
    /** Checks the range. */
    public Swaps {
      atLeastTwo(oneIn);
    }
  }

  /**
   * They are held up and come together.
   *
   * @param ms from one burst to the next, at least 20
   */
  record Bursts(long ms) implements LineManner {
    /** Checks the range. */
    public Bursts {
      if (ms < 20) {
        throw new IllegalArgumentException("bursts are at least 0.02 apart");
      }
    }
  }

  private static void atLeastTwo(int oneIn) {
    if (oneIn < 2) {
      throw new IllegalArgumentException("not more than one in two frames goes astray");
    }
  }
}
