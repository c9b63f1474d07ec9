package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboundGateTest {
  private final Vertx vertx = Vertx.vertx();
  private final InboundGate gate =
      new InboundGate(
          new HomeLoop(vertx.getOrCreateContext(), new LogContext("test"), defect -> {}),
          Runnable::run);
  private final List<String> done = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void shouldAskForOneFrameAfterTheOther() {
    gate.attach(() -> done.add("ask"));
    assertThat(done).containsExactly("ask");

    gate.hold();
    gate.passed();
    assertThat(done).containsExactly("ask");

    gate.release();
    assertThat(done).containsExactly("ask", "ask");
  }

  @Test
  void shouldLetThoseInWhoWaitWhenEverybodyHasLetGo() {
    gate.hold();
    gate.hold();
    gate.whenOpen(() -> done.add("first"));
    gate.whenOpen(() -> done.add("second"));

    gate.release();
    assertThat(done).isEmpty();

    gate.release();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void shouldKeepNobodyWaitingWhenNothingComesAnyMore() {
    gate.hold();
    gate.whenOpen(() -> done.add("waiting"));

    gate.close();
    gate.whenOpen(() -> done.add("late"));

    assertThat(done).containsExactly("waiting", "late");
  }
}
