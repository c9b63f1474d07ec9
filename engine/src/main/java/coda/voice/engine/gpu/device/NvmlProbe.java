package coda.voice.engine.gpu.device;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads cards through NVML, the library that comes with NVIDIA's driver. It is loaded at the first
 * reading; when that fails, every reading says why.
 *
 * <p>Not safe for several threads at once.
 */
public final class NvmlProbe implements GpuProbe {
  private static final Logger LOG = LoggerFactory.getLogger(NvmlProbe.class);

  private final Function<Arena, SymbolLookup> library;
  private final Arena arena = Arena.ofShared();
  private @Nullable Nvml nvml;
  private String failure = "";
  private boolean closed;

  /** The library of this machine's driver. */
  public NvmlProbe() {
    this(NvmlProbe::ofThisMachine);
  }

  /**
   * Another library.
   *
   * @param library finds it; what it loads lives as long as the arena; throws {@link
   *     IllegalArgumentException} when there is none
   */
  NvmlProbe(Function<Arena, SymbolLookup> library) {
    this.library = library;
  }

  @SuppressWarnings("restricted") // native access is what this class is for
  private static SymbolLookup ofThisMachine(Arena arena) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return SymbolLookup.libraryLookup(windows ? "nvml.dll" : "libnvidia-ml.so.1", arena);
  }

  @Override
  public GpuReadings read() {
    if (closed) {
      return GpuReadings.none("NVML is closed");
    }
    if (nvml == null && failure.isEmpty()) {
      load();
    }
    Nvml loaded = nvml;
    return loaded == null ? GpuReadings.none(failure) : read(loaded);
  }

  private void load() {
    try {
      Nvml found = new Nvml(library.apply(arena));
      found.init();
      nvml = found;
    } catch (IllegalArgumentException missing) {
      failure = "NVML: the library of NVIDIA's driver is not on this machine";
    } catch (NoSuchElementException tooOld) {
      failure = "NVML: " + tooOld.getMessage() + "; the driver is too old";
    } catch (NvmlException e) {
      failure = "NVML: " + e.getMessage();
    }
  }

  private static GpuReadings read(Nvml nvml) {
    List<CardReading> cards = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try {
      int count = nvml.count();
      for (int i = 0; i < count; i++) {
        try {
          cards.add(nvml.read(i));
        } catch (NvmlException e) {
          problems.add("card " + i + ": " + e.getMessage());
        }
      }
    } catch (NvmlException e) {
      problems.add(e.getMessage());
    }
    if (!cards.isEmpty()) {
      return new GpuReadings(cards, String.join("; ", join("read through NVML", problems)));
    }
    return GpuReadings.none(
        problems.isEmpty()
            ? "NVML: the driver finds no card"
            : "NVML: " + String.join("; ", problems));
  }

  private static List<String> join(String first, List<String> others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Nvml loaded = nvml;
    if (loaded != null) {
      try {
        loaded.shutdown();
      } catch (NvmlException e) {
        LOG.debug("NVML did not shut down: {}", e.getMessage());
      }
    }
    arena.close();
  }
}
