package coda.voice.benchmarks;

import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.ReconnectPolicy;
import coda.voice.client.audio.AudioBytes;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import coda.voice.testkit.peers.moshi.MoshiManner;
import coda.voice.testkit.peers.moshi.MoshiVoice;
import coda.voice.testkit.peers.moshi.ScriptedMoshi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * What the way through the server adds to a duplex conversation, over real sockets: a client, the
 * server, a scripted Moshi that speaks without end, all in one process.
 *
 * <p>Up: from the moment the client hands over a frame of 20 ms until Moshi has its packet. Down:
 * from the moment Moshi makes 80 ms of sound until the client has all of it. Whether the delay
 * grows is seen by comparing the first and the last minute.
 *
 * <p>Arguments: minutes (1), sample rate of the client (24000).
 */
public final class DuplexPath {
  private static final int FRAME_MS = 20;
  private static final int FRAMES_PER_STEP = 4;
  private static final int WARM_UP_FRAMES = 500;
  private static final int FRAMES_PER_MINUTE = 3_000;

  private final int rate;
  private final int frames;
  private final long[] sent;
  private final long[] came;
  private final Times said;
  private int arrived;

  private DuplexPath(int minutes, int rate) {
    this.rate = rate;
    this.frames = minutes * FRAMES_PER_MINUTE + WARM_UP_FRAMES;
    this.sent = new long[frames];
    this.came = new long[frames + FRAMES_PER_MINUTE];
    this.said = new Times(frames);
  }

  /**
   * Runs it and prints what was measured.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) throws Exception {
    int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
    int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 24_000;
    new DuplexPath(minutes, rate).run();
  }

  private void run() throws Exception {
    MoshiManner manner = MoshiManner.python().says(() -> timed(MoshiVoice.tone(220)));
    try (ScriptedMoshi moshi = new ScriptedMoshi(manner);
        TalkingEngines others = new TalkingEngines();
        VoiceServer server =
            VoiceServer.start(config(moshi, others), registry(others), "measured");
        CodaClient client =
            new CodaClient(
                ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER).build(),
                this::happened)) {
      client.connect();
      client.startConversation(
          new ConversationStart(
              Optional.empty(),
              Optional.empty(),
              Optional.of(Mode.MOSHI_ONLY),
              Optional.empty(),
              Optional.empty(),
              List.of()));
      StreamFormat format = new StreamFormat(rate, 1, AudioFormat.PCM16, AudioEncoding.BINARY);
      client.startVoice(new VoiceStart(Optional.empty(), AudioConfig.both(format)));
      speak(client);
      report(moshi);
    }
  }

  private static EngineRegistry registry(TalkingEngines others) {
    List<EngineProvider<?>> providers = new ArrayList<>(others.registry().providers());
    EngineRegistry.discover().providers().stream()
        .filter(provider -> provider.kind().equals(DuplexModel.class))
        .forEach(providers::add);
    return EngineRegistry.of(providers);
  }

  private static CodaConfig config(ScriptedMoshi moshi, TalkingEngines others) {
    return new ConfigLoader(registry(others))
        .load(
            new ConfigSources(
                Path.of(""),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(
                    "server.port=0",
                    "storage.enabled=false",
                    "engines.recognizer=talking",
                    "engines.synthesizer=talking",
                    "engines.language_model=talking",
                    "engines.voice_activity=talking",
                    "engines.turn_detector=talking",
                    "engines.duplex_model=moshi",
                    "engines.moshi.urls=" + moshi.uri(),
                    "audio.enhancement.high_pass=false",
                    "conversation.mode=moshi_only")));
  }

  /** Notes when each step is made. */
  private MoshiVoice timed(MoshiVoice voice) {
    return (step, heard) -> {
      said.note(step);
      return voice.say(step, heard);
    };
  }

  /** A quiet microphone at real time: the clock decides, not when the last frame was done. */
  private void speak(CodaClient client) {
    int samples = rate * FRAME_MS / 1000;
    byte[] frame = AudioBytes.encode(new short[samples], AudioFormat.PCM16);
    long start = System.nanoTime();
    for (int i = 0; i < frames; i++) {
      long due = start + i * (long) FRAME_MS * 1_000_000;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      sent[i] = System.nanoTime();
      client.sendAudio(frame, samples);
    }
  }

  private void happened(CodaEvent event) {
    if (event instanceof CodaEvent.Audio && arrived < came.length) {
      came[arrived++] = System.nanoTime();
    }
  }

  private void report(ScriptedMoshi moshi) {
    var heard = moshi.last().heard();
    long[] up = up(heard.packetNanos());
    long[] down = down();
    System.out.printf(
        "%d frames of 20 ms sent at %d Hz, %d packets heard by Moshi; %d steps of 80 ms said, %d"
            + " frames heard by the client%n",
        frames, rate, heard.packetNanos().length, said.count(), arrived);
    print("up", up);
    print("down", down);
    System.out.printf(
        "checksum errors %d, gaps %d, headers first %s%n",
        heard.checksumErrors(), heard.gaps(), heard.headersFirst());
  }

  private long[] up(long[] packets) {
    return differences(packets, sent, frames);
  }

  private long[] down() {
    long[] complete = new long[arrived / FRAMES_PER_STEP];
    for (int i = 0; i < complete.length; i++) {
      complete[i] = came[i * FRAMES_PER_STEP + FRAMES_PER_STEP - 1];
    }
    return differences(complete, said.nanos, said.count());
  }

  /**
   * Both are numbered from where they began, which is not the same moment: what was sent before the
   * handshake is no part of the stream. They differ by the largest constant with which nothing
   * arrives before it was sent.
   */
  private static long[] differences(long[] arrivals, long[] departures, int count) {
    int shift = Integer.MAX_VALUE;
    int last = -1;
    for (int i = 0; i < arrivals.length; i++) {
      while (last + 1 < count && departures[last + 1] <= arrivals[i]) {
        last++;
      }
      shift = Math.min(shift, last - i);
    }
    int usable = Math.min(arrivals.length, count - shift);
    int from = Math.max(WARM_UP_FRAMES / FRAMES_PER_STEP, -shift);
    long[] took = new long[Math.max(0, usable - from)];
    for (int i = 0; i < took.length; i++) {
      took[i] = arrivals[from + i] - departures[from + i + shift];
    }
    return took;
  }

  private static void print(String way, long[] took) {
    long[] sorted = LongStream.of(took).sorted().toArray();
    int minute = Math.min(took.length / 2, FRAMES_PER_MINUTE);
    System.out.printf(
        "%-5s p50 %.2f  p99 %.2f  p99.9 %.2f  worst %.2f ms; median of the first minute %.2f, of"
            + " the last %.2f%n",
        way,
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 0.999),
        at(sorted, 1),
        median(Arrays.copyOf(took, minute)),
        median(Arrays.copyOfRange(took, took.length - minute, took.length)));
  }

  private static double median(long[] took) {
    return at(LongStream.of(took).sorted().toArray(), 0.5);
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
  }

  /** Moments by number, noted by one thread and read when it is done. */
  private static final class Times {
    private final long[] nanos;
    private volatile int count;

    Times(int room) {
      nanos = new long[room];
    }

    void note(int number) {
      if (number < nanos.length) {
        nanos[number] = System.nanoTime();
        count = number + 1;
      }
    }

    int count() {
      return count;
    }
  }
}
