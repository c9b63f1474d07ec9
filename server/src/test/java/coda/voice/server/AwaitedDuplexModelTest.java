package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.DuplexModel.DuplexListener;
import coda.voice.engine.DuplexModel.DuplexRequest;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health.State;
import coda.voice.testkit.engines.TalkingDuplexModel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwaitedDuplexModelTest {
  private static final DuplexRequest REQUEST = new DuplexRequest("c", "en", "");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TalkingDuplexModel engine = new TalkingDuplexModel("en");
  private final AwaitedDuplexModel model =
      new AwaitedDuplexModel(engine, threads, Duration.ofMillis(10));

  @AfterEach
  void close() {
    model.close();
    threads.close();
  }

  @Test
  void shouldBeDownAndOpenNothingUntilTheModelIsThere() {
    engine.away(true);

    assertThatThrownBy(model::warmUp).isInstanceOf(EngineException.class);
    model.await();

    assertThat(model.health().state()).isEqualTo(State.DOWN);
    assertThat(model.health().detail()).contains("run the model of the test");
    assertThatThrownBy(() -> model.open(REQUEST, new Nobody()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("not available");
    engine.away(false);
    Awaitility.await().until(() -> model.health().usable());
    model.open(REQUEST, new Nobody()).close();
    assertThat(engine.openStreams()).isZero();
  }

  @Test
  void shouldShowTheModelsOwnHealthOnceItWasThere() {
    model.warmUp();

    engine.away(true);

    assertThat(model.health().detail()).isEqualTo("away");
  }

  private static final class Nobody implements DuplexListener {
    @Override
    public void onReady() {}

    @Override
    public void onLost(String why) {}

    @Override
    public void onAudio(short[] samples) {}

    @Override
    public void onText(String delta) {}

    @Override
    public void onFailure(EngineException failure) {}

    @Override
    public void onEngineChange(EngineChange change) {}
  }
}
