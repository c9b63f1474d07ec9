package coda.voice.server.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;

/** Loads of this process, each from 0 to 1, or NaN where it cannot be measured. Any thread. */
public final class ProcessLoads {
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final List<MemoryPoolMXBean> heap =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  /** How much of all cores the process has used since it was asked the last time. */
  public double cpu() {
    double load = system == null ? -1 : system.getProcessCpuLoad();
    return load < 0 ? Double.NaN : load;
  }

  /** How full the fullest pool of the heap was after it was collected the last time. */
  public double heapAfterCollection() {
    double fullest = Double.NaN;
    for (MemoryPoolMXBean pool : heap) {
      MemoryUsage usage = pool.getCollectionUsage();
      if (usage != null && usage.getMax() > 0) {
        double share = (double) usage.getUsed() / usage.getMax();
        fullest = Double.isNaN(fullest) ? share : Math.max(fullest, share);
      }
    }
    return fullest;
  }

  /**
   * How full the queue of a pool of threads is.
   *
   * @param pool with a bounded queue
   */
  public static double queue(ThreadPoolExecutor pool) {
    int waiting = pool.getQueue().size();
    return (double) waiting / (waiting + pool.getQueue().remainingCapacity());
  }
}
