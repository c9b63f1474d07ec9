package coda.voice.server.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Somebody who misbehaves. However it ends for them is right, as long as nothing stays behind.
 * Blocks its thread.
 */
final class BadVisit {
  private static final long LONGEST_MS = 1_500;

  private static final List<String> NONSENSE =
      List.of(
          "",
          "{",
          "[]",
          "{\"type\":\"\"}",
          "{\"type\":\"sing\",\"data\":{}}",
          "{\"type\":\"voice_chunk\",\"data\":{\"audio_data\":\"zz\"}}",
          "{\"type\":\"conversation_start\",\"data\":{\"conversation_id\":\"../../etc\"}}",
          "{\"type\":\"voice_start\",\"data\":{\"audio_config\":{\"sample_rate\":-1}}}",
          "{\"type\":\"resume\",\"data\":{\"resume_token\":\"guess\",\"last_seq\":7}}",
          "{\"type\":\"auth\",\"data\":{\"token\":\"eyJhbGciOiJub25lIn0.e30.\"}}");

  private static final List<String> HEADS =
      List.of(
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
          "GET /ws/voice HTTP/1.1\r\nHost: x\r\nUpgrade: webso",
          "GET / HTTP/9.9\r\n\r\n",
          "POST /ws/voice HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc",
          "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

  private final HttpClient http;
  private final URI uri;
  private final Habit habit;
  private final RandomGenerator random;

  BadVisit(HttpClient http, URI uri, Habit habit, RandomGenerator random) {
    this.http = http;
    this.uri = uri;
    this.habit = habit;
    this.random = random;
  }

  /**
   * Comes, does it, and is gone.
   *
   * @throws InterruptedException when the caller is
   */
  void make() throws InterruptedException {
    if (habit == Habit.GARBAGE) {
      garbage();
      return;
    }
    WebSocket socket;
    try {
      socket =
          http.newWebSocketBuilder()
              .buildAsync(uri, habit == Habit.DEAF ? new Deaf() : new Ears())
              .join();
    } catch (CompletionException e) {
      return; // not let in: full, or told to wait
    }
    try {
      switch (habit) {
        case VANISH -> vanish(socket);
        case DEAF -> deaf(socket);
        case NONSENSE -> nonsense(socket);
        default -> pause();
      }
    } catch (CompletionException e) {
      // thrown out before it was done
    } finally {
      socket.abort();
    }
  }

  private void vanish(WebSocket socket) throws InterruptedException {
    say(socket, "{\"type\":\"conversation_start\",\"data\":{}}");
    say(
        socket,
        "{\"type\":\"voice_start\",\"data\":{\"audio_config\":{\"sample_rate\":16000,"
            + "\"format\":\"pcm16\",\"encoding\":\"base64\"}}}");
    if (random.nextBoolean()) {
      say(socket, "{\"type\":\"voice_chunk\",\"data\":{\"text_content\":\"a b c d e f g h\"}}");
    } else {
      say(socket, "{\"type\":\"voice_chunk\",\"data\":{\"audio_data\":\"" + "ICAg".repeat(200));
    }
    pause();
  }

  private void deaf(WebSocket socket) throws InterruptedException {
    say(socket, "{\"type\":\"conversation_start\",\"data\":{}}");
    say(
        socket,
        "{\"type\":\"voice_start\",\"data\":{\"audio_config\":{\"sample_rate\":48000,"
            + "\"format\":\"pcm16\",\"encoding\":\"hex\"}}}");
    say(
        socket,
        "{\"type\":\"voice_chunk\",\"data\":{\"text_content\":\"" + "word ".repeat(200) + "\"}}");
    pause();
  }

  private void nonsense(WebSocket socket) {
    for (int i = random.nextInt(1, 40); i > 0; i--) {
      if (random.nextInt(4) == 0) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
      } else {
        say(socket, NONSENSE.get(random.nextInt(NONSENSE.size())));
      }
    }
  }

  private void garbage() throws InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      if (random.nextBoolean()) {
        socket.setSoLinger(true, 0);
      }
      String head = HEADS.get(random.nextInt(HEADS.size()));
      socket
          .getOutputStream()
          .write(
              head.substring(0, random.nextInt(head.length() + 1))
                  .getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      pause();
    } catch (IOException e) {
      // thrown out before it was done
    }
  }

  private static void say(WebSocket socket, String text) {
    socket.sendText(text, true).join();
  }

  private void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_MS));
  }

  /** Takes what comes. */
  private static final class Ears implements WebSocket.Listener {}

  /** Takes nothing. */
  private static final class Deaf implements WebSocket.Listener {
    @Override
    public void onOpen(WebSocket socket) {
      // asks for no message
    }
  }
}
