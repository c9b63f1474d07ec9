package coda.voice.gateway;

import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Loud and quiet sound for tests, 16 kHz. */
public final class Sounds {
  private static final int FRAME_MS = 20;

  private Sounds() {}

  /** Loud samples. */
  public static short[] samples(int count) {
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) (6000 * Math.sin(i * 0.2) + (i % 2 == 0 ? 3000 : -3000));
    }
    return samples;
  }

  /** Loud sound, 16-bit little-endian. */
  public static byte[] pcm(int ms) {
    short[] samples = samples(16 * ms);
    byte[] bytes = new byte[2 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      bytes[2 * i] = (byte) samples[i];
      bytes[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return bytes;
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Speaks, then is silent, at the pace of real time; returns when all was sent. */
  public static void stream(TestClient client, int loudMs, int quietMs) {
    String loud = "{\"audio_data\":\"" + hex(pcm(FRAME_MS)) + "\"}";
    String quiet = "{\"audio_data\":\"" + "00".repeat(32 * FRAME_MS) + "\"}";
    int frames = (loudMs + quietMs) / FRAME_MS;
    AtomicInteger sent = new AtomicInteger();
    try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
      var pacing =
          pace.scheduleAtFixedRate(
              () -> {
                int n = sent.getAndIncrement();
                if (n < frames) {
                  client.send("voice_chunk", n * FRAME_MS < loudMs ? loud : quiet);
                }
              },
              0,
              FRAME_MS,
              TimeUnit.MILLISECONDS);
      org.awaitility.Awaitility.await().until(() -> sent.get() >= frames);
      pacing.cancel(false);
    }
  }
}
