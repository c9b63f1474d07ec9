package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.storage.KeeperSettings;
import coda.voice.storage.StoreKeeper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations that are stored, with databases that work, hang and are gone. */
class StoredConversationTest {
  private static final String EVENTS =
      "{\"event_types\":[\"turn_stored\",\"turn_not_stored\",\"storage_degraded\",\"storage_recovered\"]}";

  private final HaltingStore database = new HaltingStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StoreKeeper keeper =
      StoreKeeper.start(database.store(), new KeeperSettings(2, 300, 60_000, 1, 20, 5_000), meters);
  private final TestGateway gateway = new TestGateway(keeper);

  @AfterEach
  void shouldHoldNothingAndNoEventLoop() {
    gateway.awaitNothingHeld();
    database.works();
    keeper.close();
    gateway.close();
    assertThat(gateway.blockedLoops()).isEmpty();
  }

  /** The gateway warms up with a conversation of its own. */
  @BeforeEach
  void shouldHaveStoredWhatWasSaidToWarmUp() {
    Awaitility.await().until(() -> meters.get("coda.storage.turns.waiting").gauge().value() == 0);
  }

  private TestClient begin(String id) {
    return gateway
        .client()
        .send("subscribe", EVENTS)
        .send("conversation_start", "{\"conversation_id\":\"" + id + "\"}");
  }

  private static void say(TestClient client, String text) {
    int before = client.all(ServerMessage.VoiceResponse.class).size();
    client.send("voice_chunk", "{\"text_content\":\"" + text + "\",\"is_final\":true}");
    Awaitility.await()
        .until(() -> client.all(ServerMessage.VoiceResponse.class).size() == before + 1);
  }

  private static List<Map<String, Object>> events(TestClient client, String type) {
    return client.all(ServerMessage.Status.class).stream()
        .filter(status -> status.eventType().equals(type))
        .map(ServerMessage.Status::data)
        .toList();
  }

  private static Map<String, Object> await(TestClient client, String type) {
    Awaitility.await().until(() -> !events(client, type).isEmpty());
    return events(client, type).getLast();
  }

  private List<StoredTurn> turns(String id) {
    return database.real().turns(id, 0, 100).stream().map(SittingTurn::turn).toList();
  }

  private static ServerMessage.ConversationStarted started(TestClient client) {
    return client.await1(ServerMessage.ConversationStarted.class);
  }

  @Test
  void shouldTellThatATurnIsStoredWhenItIs() {
    try (TestClient client = begin("c1")) {
      say(client, "good morning");

      assertThat(await(client, "turn_stored"))
          .containsEntry("conversation_id", "c1")
          .containsEntry("turn", 1L)
          .containsEntry("revision", 1L);
      assertThat(turns("c1").getFirst().said()).isEqualTo("good morning");
      assertThat(turns("c1").getFirst().heard()).isEqualTo("You said good morning.");
    }
  }

  @Test
  void shouldNotTellThatATurnIsStoredWhileTheDatabaseHangs() {
    try (TestClient client = begin("c1")) {
      started(client);
      database.hangs();
      say(client, "one");
      say(client, "two");
      assertThat(events(client, "turn_stored")).isEmpty();

      database.works();
      Awaitility.await().until(() -> events(client, "turn_stored").size() == 2);
    }
  }

  @Test
  void shouldAnswerInSoundAsUsualWhileTheDatabaseHangs() {
    database.hangs();
    try (TestClient client = gateway.client()) {
      client.send("conversation_start", "{}").send("voice_start", "{}");
      client.await1(ServerMessage.VoiceStarted.class);
      for (int turn = 1; turn <= 4; turn++) {
        int wanted = turn;
        Sounds.stream(client, 600, 1_800);
        Awaitility.await()
            .until(() -> client.all(ServerMessage.VoiceResponse.class).size() >= wanted);
      }

      assertThat(client.all(ServerMessage.VoiceResponse.class))
          .allMatch(response -> response.textContent().equals("You said hello there."))
          .allMatch(response -> response.outcome() == Outcome.COMPLETED);
    }
  }

  @Test
  void shouldTellWhatIsNotStoredBecauseTooMuchWaits() {
    try (TestClient client = begin("c1")) {
      started(client);
      database.hangs();
      say(client, "one");
      say(client, "two");
      say(client, "three");

      assertThat(await(client, "turn_not_stored"))
          .containsEntry("turn", 3L)
          .containsEntry("code", "STORAGE_QUEUE_FULL");
      assertThat(await(client, "storage_degraded")).containsEntry("code", "STORAGE_QUEUE_FULL");

      database.works();
      await(client, "storage_recovered");
      assertThat(turns("c1")).extracting(StoredTurn::said).containsExactly("one", "two");
    }
  }

  @Test
  void shouldGoOnWithWhatWasSaidBefore() {
    try (TestClient client = begin("c1")) {
      say(client, "my name is Anna");
    }
    Awaitility.await().until(() -> turns("c1").size() == 1);
    gateway.awaitNothingHeld();

    try (TestClient client = begin("c1")) {
      assertThat(started(client).state().messageCount()).isEqualTo(2);
      say(client, "who am I");
      assertThat(await(client, "turn_stored")).containsEntry("turn", 2L);
    }
    assertThat(turns("c1"))
        .extracting(StoredTurn::said)
        .containsExactly("my name is Anna", "who am I");
  }

  @Test
  void shouldStoreWhatTheClientBroughtAlongWithANewConversation() {
    String start =
        "{\"conversation_id\":\"c1\",\"history\":[{\"role\":\"user\",\"content\":\"I am Anna\"},"
            + "{\"role\":\"assistant\",\"content\":\"Hello Anna\"}]}";
    try (TestClient client = gateway.client().send("conversation_start", start)) {
      assertThat(started(client).state().messageCount()).isEqualTo(2);
      say(client, "who am I");
      Awaitility.await().until(() -> turns("c1").size() == 2);
    }
    gateway.awaitNothingHeld();

    try (TestClient client = gateway.client().send("conversation_start", start)) {
      assertThat(started(client).state().messageCount()).isEqualTo(4);
    }
    assertThat(turns("c1")).extracting(StoredTurn::said).containsExactly("I am Anna", "who am I");
  }

  @Test
  void shouldBeginWithoutWhatWasSaidBeforeWhereTheDatabaseHangsAndSaySo() {
    database.hangs();
    try (TestClient client =
        gateway.client().send("conversation_start", "{\"conversation_id\":\"c1\"}")) {
      assertThat(started(client).state().messageCount()).isZero();
      assertThat(await(client, "storage_degraded"))
          .containsEntry("code", "STORAGE_TIMEOUT")
          .containsEntry("history_loaded", false);
      say(client, "hello");
    }
  }

  @Test
  void shouldLoseNothingOfTwoStretchesWhenTheFirstCouldNotBeRead() {
    try (TestClient client = begin("c1")) {
      say(client, "before");
    }
    Awaitility.await().until(() -> turns("c1").size() == 1);
    gateway.awaitNothingHeld();
    database.isGone();
    try (TestClient client = begin("c1")) {
      assertThat(await(client, "storage_degraded")).containsEntry("code", "STORAGE_UNAVAILABLE");
      say(client, "while it was gone");
      database.works();
      await(client, "turn_stored");
    }

    assertThat(turns("c1"))
        .extracting(StoredTurn::said)
        .containsExactly("before", "while it was gone");
  }

  @Test
  void shouldNotGiveAwayAConversationOfSomebodyElse() {
    Sitting theirs = Sitting.begin(new Owner("acme", "somebody"), "theirs", 1, 1);
    database
        .real()
        .write(
            List.of(
                new SittingTurn(
                    theirs,
                    new StoredTurn(
                        1, 1, 1, Instant.EPOCH, Instant.EPOCH, "a", "en", List.of(), List.of()))));
    try (TestClient client = begin("theirs")) {
      ServerMessage.Failure refused = client.awaitError("CONVERSATION_NOT_AVAILABLE");
      assertThat(refused.error()).doesNotContain("somebody").doesNotContain("acme");
      client.send("conversation_start", "{}");
      started(client);
    }
  }

  @Test
  void shouldHoldNothingForAClientThatIsGoneBeforeItsHistoryIsThere() {
    database.hangs();
    TestClient client = gateway.client().send("conversation_start", "{\"conversation_id\":\"c1\"}");
    client.close();
    database.works();
    // That nothing is held is checked after every test.
  }
}
