package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
  private final OpenConnections connections = new OpenConnections();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger left = new AtomicInteger();
  private final FrontDoor.Connection connection =
      new FrontDoor.Connection() {
        @Override
        public boolean conversing() {
          return false;
        }

        @Override
        public void drain(Duration timeLeft) {}

        @Override
        public void close(int code, String reason) {}

        @Override
        public void gone() {}
      };

  OpenConnectionsTest() {
    connections.add(
        connection,
        closed::get,
        () -> {
          left.incrementAndGet();
          connections.remove(connection);
        });
  }

  @Test
  void shouldLetGoOfAConnectionThatIsClosedAlthoughNobodyWasTold() {
    assertThat(connections.sweep()).isZero();
    closed.set(true);
    assertThat(connections.sweep()).isZero();

    assertThat(connections.sweep()).isEqualTo(1);

    assertThat(left).hasValue(1);
    assertThat(connections.count()).isZero();
    assertThat(connections.sweep()).isZero();
  }

  @Test
  void shouldLeaveAConnectionAloneThatIsOpen() {
    connections.sweep();
    connections.sweep();

    assertThat(connections.count()).isEqualTo(1);
  }
}
