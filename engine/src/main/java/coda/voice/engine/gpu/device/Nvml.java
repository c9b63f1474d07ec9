package coda.voice.engine.gpu.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The few functions of NVML that we use, by the foreign-function API. Names, structures and result
 * codes are those of {@code nvml.h} (NVML API reference, NVIDIA); {@code unsigned int} is read as
 * unsigned.
 */
final class Nvml {
  /** The function is not there on this card. */
  static final int NOT_SUPPORTED = 3;

  private static final int SUCCESS = 0;
  private static final int NAME_BYTES = 96;
  private static final int TEMPERATURE_OF_GPU = 0;

  /** {@code nvmlMemory_t}: three times {@code unsigned long long}. */
  private static final MemoryLayout MEMORY =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("total"), JAVA_LONG.withName("free"), JAVA_LONG.withName("used"));

  /** {@code nvmlUtilization_t}: per cent of the last second or less. */
  private static final MemoryLayout UTILISATION =
      MemoryLayout.structLayout(JAVA_INT.withName("gpu"), JAVA_INT.withName("memory"));

  private static final VarHandle TOTAL = MEMORY.varHandle(PathElement.groupElement("total"));
  private static final VarHandle USED = MEMORY.varHandle(PathElement.groupElement("used"));
  private static final VarHandle GPU = UTILISATION.varHandle(PathElement.groupElement("gpu"));

  private final MethodHandle init;
  private final MethodHandle shutdown;
  private final MethodHandle count;
  private final MethodHandle handle;
  private final MethodHandle memory;
  private final MethodHandle utilisation;
  private final MethodHandle temperature;
  private final MethodHandle power;
  private final MethodHandle name;
  private final MethodHandle errorString;

  /**
   * Finds the functions.
   *
   * @param library where they are
   * @throws NoSuchElementException when one is missing, with its name
   */
  Nvml(SymbolLookup library) {
    init = function(library, "nvmlInit_v2", FunctionDescriptor.of(JAVA_INT));
    shutdown = function(library, "nvmlShutdown", FunctionDescriptor.of(JAVA_INT));
    count = function(library, "nvmlDeviceGetCount_v2", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    handle =
        function(
            library,
            "nvmlDeviceGetHandleByIndex_v2",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    memory = function(library, "nvmlDeviceGetMemoryInfo", ofDevice());
    utilisation = function(library, "nvmlDeviceGetUtilizationRates", ofDevice());
    temperature =
        function(
            library,
            "nvmlDeviceGetTemperature",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    power = function(library, "nvmlDeviceGetPowerUsage", ofDevice());
    name =
        function(
            library,
            "nvmlDeviceGetName",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    errorString = function(library, "nvmlErrorString", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  }

  private static FunctionDescriptor ofDevice() {
    return FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
  }

  @SuppressWarnings("restricted") // native access is what this class is for
  private static MethodHandle function(
      SymbolLookup library, String name, FunctionDescriptor signature) {
    MemorySegment address =
        library
            .find(name)
            .orElseThrow(() -> new NoSuchElementException("the function " + name + " is missing"));
    return Linker.nativeLinker().downcallHandle(address, signature);
  }

  void init() {
    check("nvmlInit_v2", () -> (int) init.invokeExact());
  }

  void shutdown() {
    check("nvmlShutdown", () -> (int) shutdown.invokeExact());
  }

  int count() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(JAVA_INT);
      check("nvmlDeviceGetCount_v2", () -> (int) count.invokeExact(result));
      return result.get(JAVA_INT, 0);
    }
  }

  /** One card; its essentials must be there, the rest may be missing. */
  CardReading read(int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocate(ADDRESS);
      check("nvmlDeviceGetHandleByIndex_v2", () -> (int) handle.invokeExact(index, pointer));
      MemorySegment device = pointer.get(ADDRESS, 0);
      MemorySegment bytes = arena.allocate(MEMORY);
      check("nvmlDeviceGetMemoryInfo", () -> (int) memory.invokeExact(device, bytes));
      return new CardReading(
          index,
          name(arena, device),
          (long) TOTAL.get(bytes, 0L),
          (long) USED.get(bytes, 0L),
          utilisation(arena, device),
          temperature(arena, device),
          power(arena, device));
    }
  }

  private String name(Arena arena, MemorySegment device) {
    MemorySegment text = arena.allocate(NAME_BYTES);
    check("nvmlDeviceGetName", () -> (int) name.invokeExact(device, text, NAME_BYTES));
    return text.getString(0, StandardCharsets.UTF_8);
  }

  private OptionalInt utilisation(Arena arena, MemorySegment device) {
    MemorySegment rates = arena.allocate(UTILISATION);
    return supported(
            "nvmlDeviceGetUtilizationRates", () -> (int) utilisation.invokeExact(device, rates))
        ? OptionalInt.of((int) GPU.get(rates, 0L))
        : OptionalInt.empty();
  }

  private OptionalInt temperature(Arena arena, MemorySegment device) {
    MemorySegment degrees = arena.allocate(JAVA_INT);
    return supported(
            "nvmlDeviceGetTemperature",
            () -> (int) temperature.invokeExact(device, TEMPERATURE_OF_GPU, degrees))
        ? OptionalInt.of(degrees.get(JAVA_INT, 0))
        : OptionalInt.empty();
  }

  private OptionalDouble power(Arena arena, MemorySegment device) {
    MemorySegment milliwatts = arena.allocate(JAVA_INT);
    return supported("nvmlDeviceGetPowerUsage", () -> (int) power.invokeExact(device, milliwatts))
        ? OptionalDouble.of(Integer.toUnsignedLong(milliwatts.get(JAVA_INT, 0)) / 1000.0)
        : OptionalDouble.empty();
  }

  private interface Call {
    int invoke() throws Throwable;
  }

  /** Whether the card knows the function. */
  private boolean supported(String function, Call call) {
    int result = invoke(function, call);
    if (result != NOT_SUPPORTED) {
      check(function, result);
    }
    return result == SUCCESS;
  }

  private void check(String function, Call call) {
    check(function, invoke(function, call));
  }

  private void check(String function, int result) {
    if (result != SUCCESS) {
      throw new NvmlException(
          result, function + " answered " + result + " (" + words(result) + ")");
    }
  }

  private static int invoke(String function, Call call) {
    try {
      return call.invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException(function, impossible);
    }
  }

  @SuppressWarnings("restricted") // the text is as long as NVML says: up to its zero
  private String words(int result) {
    try {
      MemorySegment text = (MemorySegment) errorString.invokeExact(result);
      return text.equals(MemorySegment.NULL)
          ? "no words for it"
          : text.reinterpret(256).getString(0, StandardCharsets.UTF_8);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new IllegalStateException("nvmlErrorString", impossible);
    }
  }
}
