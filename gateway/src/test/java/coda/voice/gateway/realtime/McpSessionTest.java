package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionEngines;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Tool;
import coda.voice.engine.UrlPrefix;
import coda.voice.engines.language.mcp.McpLimits;
import coda.voice.engines.language.mcp.McpToolServers;
import coda.voice.gateway.TestGateway;
import coda.voice.testkit.peers.mcp.ScriptedMcp;
import coda.voice.testkit.peers.mcp.ScriptedMcp.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP tools over real sockets on both sides. */
class McpSessionTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScriptedMcp sky =
      new ScriptedMcp()
          .tool(
              "weather",
              "Looks at the sky.",
              true,
              args -> Optional.of("Rain in " + args.path("city").asText()))
          .tool("send", "Sends it.", false, args -> Optional.of("sent"))
          .tool("break", "Breaks.", true, args -> Optional.empty());
  private final ScriptedMcp other =
      new ScriptedMcp()
          .withEvents()
          .tool("weather", "Looks at another sky.", true, args -> Optional.of("Sun"));
  private final McpToolServers servers =
      new McpToolServers(
          () ->
              List.of(
                  UrlPrefix.parse(sky.url()).orElseThrow(),
                  UrlPrefix.parse(other.url()).orElseThrow()),
          new McpLimits(1_000, 30_000, 1 << 20, 16, 4_096),
          threads);
  private final ObedientModel model = new ObedientModel(true);

  private TestGateway gateway;
  private RealtimeClient client;

  @BeforeEach
  void open() {
    gateway = new TestGateway();
    gateway.toolServers = servers;
    gateway.other = talking -> with(talking, model);
    client = RealtimeClient.connect(gateway.uri("/v1/realtime"));
  }

  @AfterEach
  void close() {
    client.close();
    gateway.awaitNothingHeld();
    assertThat(model.capacity().inUse()).isZero();
    gateway.close();
    servers.close();
    sky.close();
    other.close();
    threads.shutdownNow();
  }

  private static SessionEngines with(SessionEngines talking, LanguageModel model) {
    return new SessionEngines(
        talking.recognizer(),
        talking.synthesizer(),
        model,
        talking.voiceActivity(),
        talking.turnDetector());
  }

  private static JsonObject server(ScriptedMcp at, String label, Object approval) {
    return new JsonObject()
        .put("type", "mcp")
        .put("server_label", label)
        .put("server_url", at.url())
        .put("authorization", "s3cret")
        .put("require_approval", approval);
  }

  private RealtimeClient update(JsonObject... tools) {
    return client.send("session.update", "\"session\":" + session(tools).encode());
  }

  private static JsonObject session(JsonObject... tools) {
    return new JsonObject()
        .put("type", "realtime")
        .put("output_modalities", JsonArray.of("text"))
        .put("tools", new JsonArray(List.of(tools)));
  }

  private JsonObject listed() {
    client.await("mcp_list_tools.completed");
    return client.await("conversation.item.done").getJsonObject("item");
  }

  private void say(String text) {
    JsonObject item =
        new JsonObject()
            .put("type", "message")
            .put("role", "user")
            .put(
                "content",
                JsonArray.of(new JsonObject().put("type", "input_text").put("text", text)));
    client.send("conversation.item.create", "\"item\":" + item.encode());
    client.await("conversation.item.done");
  }

  private JsonObject answer() {
    return client.send("response.create").await("response.done").getJsonObject("response");
  }

  private static JsonObject output(JsonObject response, int index) {
    return response.getJsonArray("output").getJsonObject(index);
  }

  private static String words(JsonObject response, int index) {
    return output(response, index).getJsonArray("content").getJsonObject(0).getString("text");
  }

  @Test
  void shouldListTheToolsOfAServerAfterTheUpdate() {
    update(server(sky, "sky", "never"));
    JsonObject item = listed();

    assertThat(client.types())
        .containsExactly(
            "session.created",
            "session.updated",
            "conversation.item.added",
            "mcp_list_tools.in_progress",
            "mcp_list_tools.completed",
            "conversation.item.done");
    assertThat(item.getString("type")).isEqualTo("mcp_list_tools");
    assertThat(item.getJsonArray("tools").stream().map(t -> ((JsonObject) t).getString("name")))
        .containsExactly("weather", "send", "break");
    assertThat(client.all().toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldCallAToolInsideAResponse() {
    update(server(sky, "sky", "never"));
    var unused = listed();
    say("call weather {\"city\":\"Paris\"}");
    client.forget();
    JsonObject response = answer();

    assertThat(client.types())
        .containsExactly(
            "response.created",
            "response.output_item.added",
            "conversation.item.added",
            "response.mcp_call_arguments.delta",
            "response.mcp_call_arguments.done",
            "response.mcp_call.in_progress",
            "response.mcp_call.completed",
            "conversation.item.done",
            "response.output_item.done",
            "response.output_item.added",
            "conversation.item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "conversation.item.done",
            "response.output_item.done",
            "response.done");
    assertThat(output(response, 0).getString("type")).isEqualTo("mcp_call");
    assertThat(output(response, 0).getString("server_label")).isEqualTo("sky");
    assertThat(output(response, 0).getString("arguments")).isEqualTo("{\"city\":\"Paris\"}");
    assertThat(output(response, 0).getString("output")).isEqualTo("Rain in Paris");
    assertThat(words(response, 1)).isEqualTo("It says: Rain in Paris");
  }

  @Test
  void shouldTellToolsWithTheSameNameApart() {
    JsonObject function = new JsonObject().put("type", "function").put("name", "send");
    update(server(sky, "sky", "never"), server(other, "far", "never"), function);
    var first = listed();
    var second = listed();
    say("hello");
    var unused = answer();
    List<String> names = model.asked().getLast().tools().stream().map(Tool::name).toList();

    assertThat(List.of(first.getString("server_label"), second.getString("server_label")))
        .containsExactlyInAnyOrder("sky", "far");
    assertThat(names)
        .hasSize(5)
        .doesNotHaveDuplicates()
        .contains("weather", "send", "sky_send")
        .containsAnyOf("sky_weather", "far_weather");
    assertThat(
            names.stream()
                .filter(name -> name.endsWith("weather"))
                .map(name -> called(name + " {\"city\":\"Lund\"}")))
        .containsExactlyInAnyOrder("Rain in Lund", "Sun");
  }

  private String called(String call) {
    say("call " + call);
    return output(answer(), 0).getString("output");
  }

  @Test
  void shouldOfferAllowedToolsOnly() {
    update(server(sky, "sky", "never").put("allowed_tools", JsonArray.of("weather")));
    assertThat(listed().getJsonArray("tools")).hasSize(1);
    say("call send {}");

    assertThat(words(answer(), 0)).isEqualTo("I only have [weather].");
  }

  @Test
  void shouldCallTheChosenTool() {
    update(server(sky, "sky", "never"));
    var unused = listed();
    say("hello");
    client
        .send(
            "response.create",
            "\"response\":{\"tool_choice\":{\"type\":\"mcp\",\"server_label\":\"sky\",\"name\":\"send\"}}")
        .await("response.done");

    assertThat(model.asked().getLast().options().tools().tool()).isEqualTo("send");
    client.send(
        "response.create",
        "\"response\":{\"tool_choice\":{\"type\":\"mcp\",\"server_label\":\"sky\",\"name\":\"none\"}}");
    assertThat(client.await("error").getJsonObject("error").getString("param"))
        .isEqualTo("response.tool_choice");
  }

  @Test
  void shouldAskForToolsThatAResponseBringsAlong() {
    say("call weather {\"city\":\"Rome\"}");
    client.forget();
    JsonObject response =
        client
            .send(
                "response.create",
                "\"response\":{\"output_modalities\":[\"text\"],\"tools\":["
                    + server(sky, "sky", "never").encode()
                    + "]}")
            .await("response.done")
            .getJsonObject("response");

    assertThat(client.types())
        .containsSubsequence("mcp_list_tools.completed", "response.created", "response.done");
    assertThat(words(response, 1)).isEqualTo("It says: Rain in Rome");
  }

  @Test
  void shouldAskBeforeACallAndMakeItWhenTheClientAgrees() {
    update(server(sky, "sky", "always"));
    var unused = listed();
    say("call send {}");
    client.forget();
    JsonObject wish = output(answer(), 0);

    assertThat(wish.getString("type")).isEqualTo("mcp_approval_request");
    assertThat(wish.getString("name")).isEqualTo("send");
    assertThat(sky.calls()).isEmpty();
    approve(wish.getString("id"), true);
    client.forget();
    JsonObject response = answer();
    assertThat(sky.calls()).containsExactly("send{}");
    assertThat(client.types())
        .startsWith("response.created", "response.output_item.added", "conversation.item.added")
        .contains("response.mcp_call.completed");
    assertThat(output(response, 0).getString("approval_request_id"))
        .isEqualTo(wish.getString("id"));
    assertThat(words(response, 1)).isEqualTo("send({}) → sent");
  }

  private void approve(String request, boolean yes) {
    client.send(
        "conversation.item.create",
        "\"item\":{\"type\":\"mcp_approval_response\",\"approval_request_id\":\""
            + request
            + "\",\"approve\":"
            + yes
            + "}");
    client.await("conversation.item.done");
  }

  @Test
  void shouldNotCallWhatTheClientDoesNotAllow() {
    update(server(sky, "sky", new JsonObject().put("never", names("weather"))));
    var unused = listed();
    say("call send {}");
    JsonObject wish = output(answer(), 0);
    approve(wish.getString("id"), false);

    assertThat(words(answer(), 0)).contains("send({})", "did not allow");
    assertThat(sky.calls()).isEmpty();
    client.send(
        "conversation.item.create",
        "\"item\":{\"type\":\"mcp_approval_response\",\"approval_request_id\":\""
            + wish.getString("id")
            + "\",\"approve\":true}");
    assertThat(client.await("error").getJsonObject("error").getString("param"))
        .isEqualTo("item.approval_request_id");
    assertThat(sky.calls()).isEmpty();
    say("call weather {\"city\":\"Bonn\"}");
    assertThat(words(answer(), 1)).isEqualTo("It says: Rain in Bonn");
  }

  private static JsonObject names(String name) {
    return new JsonObject().put("tool_names", JsonArray.of(name));
  }

  @Test
  void shouldTellAToolsOwnFailure() {
    update(server(sky, "sky", "never"));
    var unused = listed();
    say("call break {}");
    JsonObject response = answer();

    assertThat(client.types()).contains("response.mcp_call.failed");
    JsonObject error = output(response, 0).getJsonObject("error");
    assertThat(error.getString("type")).isEqualTo("tool_execution_error");
    assertThat(error.getString("message")).isEqualTo("no luck");
    assertThat(words(response, 1)).isEqualTo("It says: error: no luck");
  }

  @ParameterizedTest
  @CsvSource({"DEAD", "GARBAGE", "HUGE", "REDIRECT", "ERROR", "REFUSAL"})
  void shouldSurviveAServerThatFails(Fault fault) {
    update(server(sky, "sky", "never"));
    var unused = listed();
    sky.fault("tools/call", fault);
    say("call weather {}");
    JsonObject response = answer();

    assertThat(response.getString("status")).isEqualTo("completed");
    assertThat(output(response, 0).getJsonObject("error").getString("type"))
        .isIn("http_error", "protocol_error");
    assertThat(words(response, 1)).startsWith("It says: error: ");
  }

  @ParameterizedTest
  @CsvSource({"DEAD", "GARBAGE", "REDIRECT", "SLOW"})
  void shouldGoOnWithoutAListThatCannotBeHad(Fault fault) {
    sky.fault("tools/list", fault);
    update(server(sky, "sky", "never"));
    client.await("mcp_list_tools.failed");
    client.await("conversation.item.done");
    assertThat(client.await("error").getJsonObject("error").getString("code"))
        .startsWith("tool_server_");
    say("call weather {}");

    assertThat(words(answer(), 0)).isEqualTo("I only have [].");
  }

  @Test
  void shouldRefuseServersThatAreNotAllowed() {
    update(server(sky, "sky", "never").put("server_url", "http://169.254.169.254/mcp"));
    JsonObject error = client.await("error").getJsonObject("error");

    assertThat(error.getString("param")).isEqualTo("session.tools[0].server_url");
    assertThat(error.getString("message")).contains("realtime.mcp.servers");
    assertThat(sky.seen()).isEmpty();
    update(server(sky, "sky", "never").put("connector_id", "connector_dropbox"));
    assertThat(client.await("error").getJsonObject("error").getString("message"))
        .contains("server_url");
  }

  @Test
  void shouldRefuseToolsWhereTheModelCallsNone() {
    gateway.other = talking -> with(talking, new ObedientModel(false));
    try (RealtimeClient another = RealtimeClient.connect(gateway.uri("/v1/realtime"))) {
      another.send(
          "session.update", "\"session\":" + session(server(sky, "sky", "never")).encode());

      assertThat(another.await("error").getJsonObject("error").getString("message"))
          .contains("language model that calls tools");
    }
  }

  @Test
  void shouldCancelAResponseWhoseToolIsRunning() {
    update(server(sky, "sky", "never"));
    var unused = listed();
    CountDownLatch gate = sky.holdCalls();
    say("call weather {\"city\":\"Kiel\"}");
    client.send("response.create").await("response.mcp_call.in_progress");
    Awaitility.await().until(() -> sky.calls().size() == 1);
    JsonObject response =
        client.send("response.cancel").await("response.done").getJsonObject("response");

    assertThat(response.getString("status")).isEqualTo("cancelled");
    assertThat(client.types()).contains("response.mcp_call.failed");
    String call = output(response, 0).getString("id");
    gate.countDown();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        client
                            .send("conversation.item.retrieve", "\"item_id\":\"" + call + "\"")
                            .await("conversation.item.retrieved")
                            .getJsonObject("item")
                            .getString("output"))
                    .isEqualTo("Rain in Kiel"));
  }

  @Test
  void shouldLetGoOfAServerThatIsNoLongerDeclared() {
    update(server(sky, "sky", "never"));
    var unused = listed();
    update();

    Awaitility.await().untilAsserted(() -> assertThat(sky.seen()).contains("DELETE"));
  }

  @Test
  void shouldEndConnectionsWithTheSession() {
    update(server(sky, "sky", "never"));
    var unused = listed();
    client.close();

    Awaitility.await().untilAsserted(() -> assertThat(sky.seen()).contains("DELETE"));
  }
}
