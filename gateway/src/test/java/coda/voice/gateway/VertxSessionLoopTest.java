package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionLoop.Cancellable;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxSessionLoopTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<Throwable> defects = new ArrayList<>();
  private final VertxSessionLoop loop =
      new VertxSessionLoop(vertx.getOrCreateContext(), new LogContext("test"), defects::add);

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void shouldRunWhatIsDueAtOnceInOrderAndNeverInTheCallItself() throws Exception {
    List<String> done = new ArrayList<>();
    CompletableFuture<List<String>> all = new CompletableFuture<>();

    loop.execute(
        () -> {
          loop.schedule(0, () -> done.add("first"));
          loop.execute(() -> done.add("second"));
          loop.schedule(0, () -> all.complete(done));
          done.add("the call");
        });

    assertThat(all.get(5, TimeUnit.SECONDS)).containsExactly("the call", "first", "second");
    assertThat(defects).isEmpty();
  }

  @Test
  void shouldNotRunWhatWasCalledOff() throws Exception {
    List<String> done = new ArrayList<>();
    CompletableFuture<List<String>> all = new CompletableFuture<>();

    loop.execute(
        () -> {
          Cancellable atOnce = loop.schedule(0, () -> done.add("at once"));
          Cancellable later = loop.schedule(1, () -> done.add("later"));
          atOnce.cancel();
          later.cancel();
          loop.schedule(20, () -> all.complete(done));
        });

    assertThat(all.get(5, TimeUnit.SECONDS)).isEmpty();
  }
}
