package coda.voice.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.testkit.net.Fault.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CuttingProxyTest {
  private final ServerSocket echo;
  private final CuttingProxy proxy;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  CuttingProxyTest() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::echo);
    proxy = CuttingProxy.to(echo.getLocalPort());
  }

  private void echo() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        sockets.add(socket);
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                    socket.close();
                  } catch (IOException e) {
                    // cut
                  }
                });
      } catch (IOException e) {
        // closed
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket client() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    sockets.add(socket);
    return socket;
  }

  private static String exchange(Socket socket, String words, int count) throws IOException {
    socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
  }

  @Test
  void shouldPassEverythingWhenNothingIsPlanned() throws IOException {
    assertThat(exchange(client(), "hello", 5)).isEqualTo("hello");
    assertThat(proxy.connections().getFirst().up()).isEqualTo(5);
    await().until(() -> proxy.connections().getFirst().down() == 5);
  }

  @Test
  void shouldEndAConnectionAfterExactlySoManyBytes() throws IOException {
    proxy.plan(Fault.close(Direction.DOWN, 3));

    assertThat(exchange(client(), "hello", 5)).isEqualTo("hel");
    assertThat(proxy.connections().getFirst().down()).isEqualTo(3);
    assertThat(proxy.connections().getFirst().open()).isFalse();
  }

  @Test
  void shouldCutBeforeAnythingPasses() throws IOException {
    proxy.plan(Fault.cut(Direction.UP, 0));
    Socket socket = client();
    try {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    await().until(() -> !proxy.connections().getFirst().open());
    assertThat(proxy.connections().getFirst().up()).isZero();
  }

  @Test
  void shouldTurnOneByteAround() throws IOException {
    proxy.plan(Fault.corrupt(Direction.UP, 1));
    Socket socket = client();
    socket.getOutputStream().write(new byte[] {1, 2, 3});

    assertThat(socket.getInputStream().readNBytes(3)).containsExactly(1, ~2, 3);
  }

  @Test
  void shouldStallOneDirectionAndTellNobody() throws IOException {
    proxy.plan(Fault.stall(Direction.DOWN, 2));
    Socket socket = client();

    assertThat(exchange(socket, "hello", 2)).isEqualTo("he");
    await().until(() -> proxy.connections().getFirst().up() == 5);
    assertThat(socket.getInputStream().available()).isZero();
    assertThat(proxy.connections().getFirst().open()).isTrue();
  }

  @Test
  void shouldDelayWhatFollowsAndLoseNothing() throws IOException {
    proxy.plan(Fault.delay(Direction.DOWN, 2, 10));

    assertThat(exchange(client(), "hello", 5)).isEqualTo("hello");
  }

  @Test
  void shouldFollowAPlanPerConnection() throws IOException {
    proxy.plan(Fault.close(Direction.DOWN, 1));
    proxy.plan(Fault.close(Direction.DOWN, 2));

    assertThat(exchange(client(), "hello", 5)).isEqualTo("h");
    assertThat(exchange(client(), "hello", 5)).isEqualTo("he");
    assertThat(exchange(client(), "hello", 5)).isEqualTo("hello");
  }

  @Test
  void shouldRefuseWhileToldTo() throws IOException {
    proxy.refuse(true);
    try {
      assertThat(client().getInputStream().read()).isEqualTo(-1);
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    proxy.refuse(false);

    assertThat(exchange(client(), "hello", 5)).isEqualTo("hello");
  }
}
