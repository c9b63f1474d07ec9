package coda.voice.server.doctor;

import coda.voice.server.doctor.Finding.Verdict;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Java, memory and processors. */
final class MachineChecks {
  private static final String AREA = "machine";
  private static final long MEGABYTE = 1024 * 1024;

  /** An estimate of the heap that Sphinx4's two decoders and MaryTTS need, with room to spare. */
  private static final long LEAST_HEAP_MB = 768;

  private MachineChecks() {}

  static List<Finding> findings() {
    return List.of(java(), heap(), memory(), processors(), system());
  }

  private static Finding java() {
    String detail =
        "%s, %s, %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"));
    return Finding.ok(AREA, "Java", detail);
  }

  private static Finding heap() {
    long megabytes = Runtime.getRuntime().maxMemory() / MEGABYTE;
    boolean enough = megabytes >= LEAST_HEAP_MB;
    return new Finding(
        AREA,
        "heap",
        enough ? Verdict.OK : Verdict.WARNING,
        "at most %,d MB%s"
            .formatted(megabytes, enough ? "" : "; set CODA_JAVA_OPTS=-Xmx1g or more"));
  }

  private static Finding memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize() / MEGABYTE;
    long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
    String detail = "%,d MB, %,d MB free".formatted(total, system.getFreeMemorySize() / MEGABYTE);
    return total > heap
        ? Finding.ok(AREA, "memory", detail)
        : Finding.warning(AREA, "memory", detail + "; less than the heap may take");
  }

  private static Finding processors() {
    int count = Runtime.getRuntime().availableProcessors();
    return count >= 2
        ? Finding.ok(AREA, "processors", count + "")
        : Finding.warning(AREA, "processors", "1; replies will be slow, two are recommended");
  }

  private static Finding system() {
    return Finding.ok(
        AREA,
        "system",
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
  }
}
