package coda.voice.benchmarks.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The ledger of graphics memory where allowances are used and collected at the same time. Run with
 * {@code org.openjdk.jcstress.Main -t GpuLedgerStress}.
 */
public final class GpuLedgerStress {
  private GpuLedgerStress() {}

  /** Both want the same byte. */
  @JCStressTest
  @State
  @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the small one was first")
  @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the large one was first")
  @Outcome(
      id = "false, false",
      expect = Expect.ACCEPTABLE_INTERESTING,
      desc = "in each other's way")
  @Outcome(id = "true, true", expect = Expect.FORBIDDEN, desc = "a byte was given out twice")
  public static class OneByteTooFew extends SmallLedger {
    /** Reserves from the allowance. */
    @Actor
    public void little(ZZ_Result r) {
      r.r1 = small.tryReserve(LITTLE);
    }

    /** Collects it. */
    @Actor
    public void nearlyAll(ZZ_Result r) {
      r.r2 = large.tryReserve(BUDGET - LITTLE + 1);
    }
  }

  /** There is just enough for both. */
  @JCStressTest
  @State
  @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both fit")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a free byte was not found")
  public static class JustEnough extends SmallLedger {
    /** Reserves from the allowance. */
    @Actor
    public void little(ZZ_Result r) {
      r.r1 = small.tryReserve(LITTLE);
    }

    /** Collects what is left of it. */
    @Actor
    public void nearlyAll(ZZ_Result r) {
      r.r2 = large.tryReserve(BUDGET - LITTLE);
    }
  }

  /** One releases while the other looks for the last byte. */
  @JCStressTest
  @State
  @Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "nothing lost")
  @Outcome(id = "true, false, true", expect = Expect.ACCEPTABLE, desc = "refused in time")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a byte was lost or doubled")
  public static class ReleaseAndCollect extends SmallLedger {
    /** Reserves and releases. */
    @Actor
    public void little(ZZZ_Result r) {
      r.r1 = small.tryReserve(LITTLE);
      if (r.r1) {
        small.release(LITTLE);
      }
    }

    /** Wants everything. */
    @Actor
    public void all(ZZZ_Result r) {
      r.r2 = large.tryReserve(BUDGET - LITTLE);
      if (r.r2) {
        large.release(BUDGET - LITTLE);
      }
    }

    /** Everything must be there. */
    @Arbiter
    public void count(ZZZ_Result r) {
      r.r3 = nothingIsLost();
    }
  }

  /** One is unregistered while it reserves, and what it had is collected at once. */
  @JCStressTest
  @State
  @Outcome(
      id = {"true, true, true", "false, true, true"},
      expect = Expect.ACCEPTABLE,
      desc = "everything came back")
  @Outcome(
      id = {"true, false, true", "false, false, true"},
      expect = Expect.ACCEPTABLE_INTERESTING,
      desc = "some of it was on its way")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a byte was lost")
  public static class CloseAndCollect extends SmallLedger {
    /** Reserves what may be closed under it. */
    @Actor
    public void little(ZZZ_Result r) {
      r.r1 = small.tryReserve(LITTLE);
    }

    /** Unregisters it and wants everything. */
    @Actor
    public void close(ZZZ_Result r) {
      small.close();
      r.r2 = large.tryReserve(BUDGET);
    }

    /** Everything must be there. */
    @Arbiter
    public void count(ZZZ_Result r) {
      large.tryResize(0);
      r.r3 = nothingIsLost();
    }
  }

  /** The same with more than the allowance, which comes from the card. */
  @JCStressTest
  @State
  @Outcome(
      id = {"true, true, true", "false, true, true"},
      expect = Expect.ACCEPTABLE,
      desc = "everything came back")
  @Outcome(
      id = {"true, false, true", "false, false, true"},
      expect = Expect.ACCEPTABLE_INTERESTING,
      desc = "some of it was on its way")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a byte was lost")
  public static class CloseAndDraw extends SmallLedger {
    /** Reserves what may be closed under it. */
    @Actor
    public void little(ZZZ_Result r) {
      r.r1 = small.tryReserve(BUDGET / 4);
    }

    /** Unregisters it and wants everything. */
    @Actor
    public void close(ZZZ_Result r) {
      small.close();
      r.r2 = large.tryReserve(BUDGET);
    }

    /** Everything must be there. */
    @Arbiter
    public void count(ZZZ_Result r) {
      large.tryResize(0);
      r.r3 = nothingIsLost();
    }
  }
}
