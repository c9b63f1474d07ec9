package coda.voice.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.ReconnectPolicy;
import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageException;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.server.Storage;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stores conversations in a file, and what can be done with them over HTTP. */
class StoredDataTest {
  @TempDir private Path folder;
  private final TalkingEngines engines = new TalkingEngines();
  private final HttpClient http = HttpClient.newHttpClient();
  private VoiceServer server;

  @BeforeEach
  void start() throws Exception {
    store(Owner.ANYBODY, "mine", Instant.now());
    store(Owner.ANYBODY, "mine-too", Instant.now());
    store(Owner.ANYBODY, "ancient", Instant.parse("2001-01-01T00:00:00Z"));
    store(new Owner("acme", "bert"), "theirs", Instant.now());
    server = VoiceServer.start(config(), engines.registry(), "1");
  }

  @AfterEach
  void stop() {
    server.close();
    engines.close();
    http.close();
  }

  private CodaConfig config(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "server.drain_ms=0",
                "storage.enabled=true",
                "storage.folder=" + folder.resolve("data")));
    settings.addAll(List.of(more));
    for (String kind :
        List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
      settings.add("engines." + kind + "=" + TalkingEngines.NAME);
    }
    return new ConfigLoader(engines.registry()).load(ConfigSources.none().withOverrides(settings));
  }

  private void store(Owner owner, String conversation, Instant at) {
    try (ConversationStore store = Storage.database(config().storage())) {
      List<Message> lines =
          List.of(new Message(Role.USER, "hello"), new Message(Role.ASSISTANT, "hi"));
      store.write(
          List.of(
              new SittingTurn(
                  Sitting.begin(owner, conversation, at.toEpochMilli(), 1),
                  new StoredTurn(1, 1, 1, at, at, "adaptive", "en-US", List.of("x"), lines))));
    }
  }

  @Test
  void shouldShowOnesOwnConversationsByPageAndDeleteThem() throws Exception {
    JsonObject page = json(call("GET", "/v1/conversations?limit=1&offset=1"));
    assertThat(page.getJsonArray("conversations")).hasSize(1);
    JsonObject one = json(call("GET", "/v1/conversations/mine"));
    assertThat(one.getInteger("turns")).isEqualTo(1);
    assertThat(one.getJsonArray("page").getJsonObject(0).getJsonArray("lines").getJsonObject(1))
        .isEqualTo(new JsonObject().put("role", "assistant").put("content", "hi"));

    assertThat(call("DELETE", "/v1/conversations/mine").statusCode()).isEqualTo(200);
    assertThat(call("GET", "/v1/conversations/mine").statusCode()).isEqualTo(404);
    assertThat(json(call("DELETE", "/v1/conversations")).getInteger("deleted")).isPositive();
    assertThat(json(call("GET", "/v1/conversations")).getJsonArray("conversations")).isEmpty();
  }

  @Test
  void shouldAnswerForSomebodyElsesConversationAsForNone() throws Exception {
    HttpResponse<String> theirs = call("GET", "/v1/conversations/theirs");
    HttpResponse<String> none = call("GET", "/v1/conversations/none");

    assertThat(theirs.statusCode()).isEqualTo(none.statusCode()).isEqualTo(404);
    assertThat(json(theirs).getString("code")).isEqualTo("CONVERSATION_NOT_AVAILABLE");
    assertThat(json(theirs).getString("error")).isEqualTo(json(none).getString("error"));
    assertThat(call("DELETE", "/v1/conversations/theirs").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldLetAnAdministratorDeleteAUsersData() throws Exception {
    assertThat(json(call("DELETE", "/admin/users/bert/data")).getInteger("deleted")).isZero();
    assertThat(json(call("DELETE", "/admin/users/bert/data?tenant=acme")).getInteger("deleted"))
        .isEqualTo(1);
  }

  @Test
  void shouldDeleteWhatIsTooOldWhenItStarts() {
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(call("GET", "/v1/conversations/ancient").statusCode()).isEqualTo(404));
  }

  @Test
  void shouldStoreWhatIsSaidAndHaveItAfterARestart() throws Exception {
    try (CodaClient client = client()) {
      client.startConversation(start("new"));
      client.sendText("good morning");
      Awaitility.await()
          .until(() -> call("GET", "/v1/conversations/new").body().contains("You said"));
    }
    server.close();
    server = VoiceServer.start(config(), engines.registry(), "1");

    assertThat(call("GET", "/v1/conversations/new").body()).contains("You said good morning.");
    try (CodaClient client = client()) {
      assertThat(client.startConversation(start("new")).state().messageCount()).isEqualTo(2);
    }
  }

  @Test
  void shouldStoreNothingWhereThatIsSwitchedOff() throws Exception {
    server.close();
    server = VoiceServer.start(config("storage.enabled=false"), engines.registry(), "1");

    HttpResponse<String> answer = call("GET", "/v1/conversations");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).getString("code")).isEqualTo("STORAGE_OFF");
  }

  @Test
  void shouldNotStartWithoutItsDatabase() {
    CodaConfig config =
        config("storage.url=jdbc:postgresql://127.0.0.1:1/none", "storage.timeout_ms=250");

    assertThatThrownBy(() -> VoiceServer.start(config, engines.registry(), "1"))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.code()).isEqualTo("STORAGE_UNAVAILABLE"));
  }

  private CodaClient client() {
    CodaClient client =
        new CodaClient(
            ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER).build(), event -> {});
    client.connect();
    return client;
  }

  private static ConversationStart start(String id) {
    return new ConversationStart(
        Optional.of(id),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  private HttpResponse<String> call(String method, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
