package coda.voice.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Many Realtime sessions in real time against a server in a process of its own: each streams 24 kHz
 * PCM in appends of 40 ms, speaks for 1.5 s in every 15, and is answered with 12 s.
 *
 * <p>Tells how long an append takes, as far as a client can see it: once a second an append is
 * followed by an event that the server answers, and dealt with in order after it; the time until
 * that answer is the append, the event, both ways, and what the callers themselves were late. How
 * deltas are paced is seen against when a client that plays the first as it comes needs the others.
 *
 * <p>Arguments: sessions (500), seconds (60), port of a server of your own (one is started).
 */
public final class RealtimeLoad {
  /** Until everybody has come, was answered, and was pinged once. */
  private static final long WARM_UP_S = 40;

  private static final int CONNECTS_AT_ONCE_MS = 10;
  private static final int ROUND_MS = 15_000;

  private final int sessions;
  private final int seconds;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

  /** Held on to, because Vert.x closes the connections of a client that nobody has any more. */
  private final WebSocketClient client;

  private final RealtimeCaller.Measured measured = new RealtimeCaller.Measured();
  private final ConcurrentLinkedQueue<RealtimeCaller> callers = new ConcurrentLinkedQueue<>();

  private RealtimeLoad(int sessions, int seconds) {
    this.sessions = sessions;
    this.seconds = seconds;
    this.client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(sessions));
  }

  /**
   * Runs it and prints what was measured.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) throws Exception {
    int sessions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    RealtimeLoad load = new RealtimeLoad(sessions, seconds);
    if (arguments.length > 2) {
      load.call(Integer.parseInt(arguments[2]));
      load.settle();
      TimeUnit.SECONDS.sleep(seconds);
      load.report();
    } else {
      load.withServer();
    }
    load.vertx.close().await();
  }

  private void withServer() throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                RealtimeLoadServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream ask = server.getOutputStream();
        BufferedReader told =
            new BufferedReader(
                new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      call(Integer.parseInt(numbers(told, 1)[0]));
      settle();
      long began = System.nanoTime();
      String[] before = measure(ask, told);
      TimeUnit.SECONDS.sleep(seconds);
      String[] after = measure(ask, told);
      double cores =
          (Long.parseLong(after[0]) - Long.parseLong(before[0]))
              / (double) (System.nanoTime() - began);
      report();
      System.out.printf(
          Locale.ROOT,
          "server: %.2f cores, heap in use %d MB (not collected first), collecting %d ms of %d s%n",
          cores,
          Long.parseLong(after[1]) >> 20,
          Long.parseLong(after[2]) - Long.parseLong(before[2]),
          seconds);
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static String[] measure(OutputStream ask, BufferedReader told) throws IOException {
    ask.write('\n');
    ask.flush();
    return numbers(told, 3);
  }

  /** The next line of so many numbers; the log of the server is passed over. */
  private static String[] numbers(BufferedReader told, int count) throws IOException {
    while (true) {
      String line = told.readLine();
      if (line == null) {
        throw new IOException("The server has ended");
      }
      if (line.matches("\\d+( \\d+){" + (count - 1) + "}")) {
        return line.split(" ", -1);
      }
    }
  }

  private void call(int port) throws InterruptedException {
    URI server = URI.create("http://127.0.0.1:" + port);
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost(server.getHost())
            .setPort(port)
            .setURI("/v1/realtime?model=gpt-realtime");
    for (int i = 0; i < sessions; i++) {
      // They come one after the other, and speak one after the other all through the round.
      int offsetMs =
          Math.floorMod(i * CONNECTS_AT_ONCE_MS - (int) ((long) i * ROUND_MS / sessions), ROUND_MS);
      client
          .connect(options)
          .onSuccess(
              socket -> {
                RealtimeCaller caller = new RealtimeCaller(vertx, socket, measured, offsetMs);
                callers.add(caller);
                caller.start();
              })
          .onFailure(refused -> measured.lost.incrementAndGet());
      TimeUnit.MILLISECONDS.sleep(CONNECTS_AT_ONCE_MS);
    }
  }

  /** What happens while everybody comes, and everything is compiled, is not counted. */
  private void settle() throws InterruptedException {
    TimeUnit.SECONDS.sleep(WARM_UP_S);
    int lost = measured.lost.get();
    measured.clear();
    measured.lost.set(lost);
  }

  private void report() {
    System.out.printf(
        Locale.ROOT,
        "%d sessions for %d s: %d answers were given whole, %d errors, %d sessions lost%n",
        callers.size(),
        seconds,
        measured.answers.get(),
        measured.errors.get(),
        measured.lost.get());
    Stream.of(measured.appends, measured.response, measured.gaps, measured.late, measured.behind)
        .map(Figures::line)
        .forEach(System.out::println);
    List.copyOf(callers).forEach(RealtimeCaller::close);
  }
}
