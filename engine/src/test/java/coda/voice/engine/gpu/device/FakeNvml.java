package coda.voice.engine.gpu.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * NVML as native code sees it: each function is a real function pointer that writes into the
 * caller's memory with the layout of nvml.h. Two cards; the second lacks sensors.
 */
public final class FakeNvml {
  private static final long FIRST_DEVICE = 0x1000;

  final List<String> calls = new ArrayList<>();
  int initResult;
  int countResult;
  int memoryResultOfSecond;
  int cards = 2;
  private final Map<String, MemorySegment> functions = new HashMap<>();
  private final MemorySegment words;

  FakeNvml(Arena arena) throws ReflectiveOperationException {
    words = arena.allocateFrom("Uninitialized or lost");
    put(arena, "nvmlInit_v2", "init", int.class);
    put(arena, "nvmlShutdown", "shutdown", int.class);
    put(arena, "nvmlDeviceGetCount_v2", "count", int.class, MemorySegment.class);
    put(
        arena,
        "nvmlDeviceGetHandleByIndex_v2",
        "handle",
        int.class,
        int.class,
        MemorySegment.class);
    put(
        arena,
        "nvmlDeviceGetMemoryInfo",
        "memory",
        int.class,
        MemorySegment.class,
        MemorySegment.class);
    put(
        arena,
        "nvmlDeviceGetUtilizationRates",
        "utilisation",
        int.class,
        MemorySegment.class,
        MemorySegment.class);
    put(
        arena,
        "nvmlDeviceGetTemperature",
        "temperature",
        int.class,
        MemorySegment.class,
        int.class,
        MemorySegment.class);
    put(
        arena,
        "nvmlDeviceGetPowerUsage",
        "power",
        int.class,
        MemorySegment.class,
        MemorySegment.class);
    put(
        arena,
        "nvmlDeviceGetName",
        "name",
        int.class,
        MemorySegment.class,
        MemorySegment.class,
        int.class);
    put(arena, "nvmlErrorString", "error", MemorySegment.class, int.class);
  }

  private void put(
      Arena arena, String symbol, String method, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    java.lang.foreign.MemoryLayout[] layouts =
        java.util.Arrays.stream(parameters)
            .map(type -> type == int.class ? JAVA_INT : ADDRESS)
            .toArray(java.lang.foreign.MemoryLayout[]::new);
    FunctionDescriptor signature =
        FunctionDescriptor.of(result == int.class ? JAVA_INT : ADDRESS, layouts);
    functions.put(
        symbol,
        Linker.nativeLinker()
            .upcallStub(
                MethodHandles.lookup()
                    .bind(this, method, MethodType.methodType(result, parameters)),
                signature,
                arena));
  }

  SymbolLookup lookup() {
    return name -> java.util.Optional.ofNullable(functions.get(name));
  }

  void remove(String symbol) {
    functions.remove(symbol);
  }

  public int init() {
    calls.add("init");
    return initResult;
  }

  public int shutdown() {
    calls.add("shutdown");
    return 0;
  }

  public int count(MemorySegment result) {
    calls.add("count");
    result.reinterpret(4).set(JAVA_INT, 0, cards);
    return countResult;
  }

  public int handle(int index, MemorySegment result) {
    calls.add("handle " + index);
    result.reinterpret(8).set(JAVA_LONG, 0, FIRST_DEVICE + index);
    return 0;
  }

  private static boolean isSecond(MemorySegment device) {
    return device.address() == FIRST_DEVICE + 1;
  }

  public int memory(MemorySegment device, MemorySegment result) {
    MemorySegment three = result.reinterpret(24);
    three.set(JAVA_LONG, 0, 24_564L << 20);
    three.set(JAVA_LONG, 8, 20_000L << 20);
    three.set(JAVA_LONG, 16, 4_564L << 20);
    return isSecond(device) ? memoryResultOfSecond : 0;
  }

  public int utilisation(MemorySegment device, MemorySegment result) {
    MemorySegment two = result.reinterpret(8);
    two.set(JAVA_INT, 0, 37);
    two.set(JAVA_INT, 4, 12);
    return isSecond(device) ? Nvml.NOT_SUPPORTED : 0;
  }

  public int temperature(MemorySegment device, int sensor, MemorySegment result) {
    result.reinterpret(4).set(JAVA_INT, 0, sensor == 0 ? 61 : -1);
    return isSecond(device) ? Nvml.NOT_SUPPORTED : 0;
  }

  public int power(MemorySegment device, MemorySegment result) {
    result.reinterpret(4).set(JAVA_INT, 0, 215_500);
    return isSecond(device) ? Nvml.NOT_SUPPORTED : 0;
  }

  public int name(MemorySegment device, MemorySegment result, int length) {
    result
        .reinterpret(length)
        .setString(0, isSecond(device) ? "Tesla T4" : "NVIDIA GeForce RTX 4090");
    return 0;
  }

  public MemorySegment error(int result) {
    return result == 999 ? MemorySegment.NULL : words;
  }
}
