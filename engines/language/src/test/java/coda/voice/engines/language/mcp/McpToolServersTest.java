package coda.voice.engines.language.mcp;

import static coda.voice.engine.EngineError.TOOL_FAILED;
import static coda.voice.engine.EngineError.TOOL_SERVER_LOST;
import static coda.voice.engine.EngineError.TOOL_SERVER_PROTOCOL;
import static coda.voice.engine.EngineError.TOOL_SERVER_REFUSED;
import static coda.voice.engine.EngineError.TOOL_SERVER_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.EngineError;
import coda.voice.engine.EngineException;
import coda.voice.engine.OfferedTool;
import coda.voice.engine.Tool.ToolListener;
import coda.voice.engine.ToolServer;
import coda.voice.engine.ToolServerException;
import coda.voice.engine.ToolServers.Address;
import coda.voice.engine.UrlPrefix;
import coda.voice.testkit.peers.mcp.ScriptedMcp;
import coda.voice.testkit.peers.mcp.ScriptedMcp.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP servers over real sockets. */
class McpToolServersTest {
  private static final McpLimits LIMITS = new McpLimits(30_000, 30_000, 1 << 20, 8, 1_000);
  private static final McpLimits HASTY = new McpLimits(300, 300, 1 << 20, 8, 1_000);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScriptedMcp peer =
      new ScriptedMcp()
          .tool(
              "weather",
              "Looks at the sky.",
              true,
              args -> Optional.of("Rain in " + args.path("city").asText()))
          .tool("send", "Sends it.", false, args -> Optional.empty());
  private final McpToolServers servers = servers(LIMITS);

  private McpToolServers servers(McpLimits limits) {
    return new McpToolServers(
        () -> List.of(UrlPrefix.parse(peer.url()).orElseThrow()), limits, threads);
  }

  @AfterEach
  void close() {
    servers.close();
    peer.close();
    threads.shutdownNow();
  }

  private Address address() {
    return new Address(peer.url(), Optional.of("s3cret"), Map.of("X-Tenant", "blue"));
  }

  private static String called(ToolServer server, String tool, String arguments) {
    CompletableFuture<String> result = new CompletableFuture<>();
    server.call(
        tool,
        arguments,
        new ToolListener() {
          @Override
          public void onResult(String text) {
            result.complete(text);
          }

          @Override
          public void onFailure(EngineException failure) {
            result.completeExceptionally(failure);
          }
        });
    return result.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static ToolServerException failure(Runnable work) {
    try {
      work.run();
    } catch (CompletionException e) {
      return (ToolServerException) e.getCause();
    }
    throw new AssertionError("it worked");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldListAndCall(boolean events) {
    if (events) {
      peer.withEvents();
    }
    ToolServer server = servers.open(address()).join();

    assertThat(server.tools())
        .extracting(OfferedTool::name, OfferedTool::description, OfferedTool::readOnly)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("weather", "Looks at the sky.", true),
            org.assertj.core.groups.Tuple.tuple("send", "Sends it.", false));
    assertThat(called(server, "weather", "{\"city\":\"Paris\"}")).isEqualTo("Rain in Paris");
    assertThat(peer.headers())
        .allSatisfy(
            headers ->
                assertThat(headers)
                    .containsEntry("authorization", "Bearer s3cret")
                    .containsEntry("x-tenant", "blue"));
    if (events) {
      assertThat(peer.seen()).contains("pong");
    }
  }

  @Test
  void shouldReadAllPages() {
    peer.pages(1);

    assertThat(servers.open(address()).join().tools()).hasSize(2);
  }

  @Test
  void shouldEndTheSessionWithTheConnection() {
    servers.open(address()).join().close();

    Awaitility.await().untilAsserted(() -> assertThat(peer.seen()).endsWith("DELETE"));
  }

  @Test
  void shouldBeginAgainWhenTheServerForgot() {
    ToolServer server = servers.open(address()).join();
    peer.fault("tools/call", Fault.FORGETS);

    assertThat(called(server, "weather", "{\"city\":\"Rome\"}")).isEqualTo("Rain in Rome");
    assertThat(peer.calls()).hasSize(1);
  }

  @Test
  void shouldTellWhatAToolSaysOfItsFailure() {
    ToolServer server = servers.open(address()).join();
    ToolServerException failure = failure(() -> called(server, "send", "{}"));

    assertThat(failure.code()).isEqualTo(TOOL_FAILED.code());
    assertThat(failure.safeMessage()).isEqualTo("no luck");
    assertThat(failure.kind()).isEqualTo(ToolServerException.Kind.EXECUTION);
  }

  @ParameterizedTest
  @CsvSource({
    "DEAD, TOOL_SERVER_LOST, HTTP, 502",
    "GARBAGE, TOOL_SERVER_PROTOCOL, PROTOCOL, -32700",
    "HUGE, TOOL_SERVER_LOST, HTTP, 502",
    "REDIRECT, TOOL_SERVER_LOST, HTTP, 307",
    "ERROR, TOOL_SERVER_LOST, HTTP, 500",
    "REFUSAL, TOOL_SERVER_PROTOCOL, PROTOCOL, -32602"
  })
  void shouldSurviveWhatGoesWrongInACall(
      Fault fault, EngineError code, ToolServerException.Kind kind, int number) {
    ToolServer server = servers.open(address()).join();
    peer.fault("tools/call", fault);
    ToolServerException failure = failure(() -> called(server, "weather", "{}"));

    assertThat(failure.code()).isEqualTo(code.code());
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.number()).isEqualTo(number);
    assertThat(failure.getMessage()).doesNotContain("s3cret", "stack trace", "html");
    peer.fault("tools/call", Fault.NONE);
    assertThat(called(server, "weather", "{\"city\":\"Oslo\"}")).isEqualTo("Rain in Oslo");
  }

  @ParameterizedTest
  @CsvSource({
    "initialize, DEAD, TOOL_SERVER_LOST",
    "initialize, GARBAGE, TOOL_SERVER_PROTOCOL",
    "initialize, REDIRECT, TOOL_SERVER_LOST",
    "notifications/initialized, ERROR, TOOL_SERVER_LOST",
    "tools/list, REFUSAL, TOOL_SERVER_PROTOCOL",
    "tools/list, DEAD, TOOL_SERVER_LOST"
  })
  void shouldSayWhyItCannotConnect(String method, Fault fault, EngineError code) {
    peer.fault(method, fault);

    assertThat(failure(() -> servers.open(address()).join()).code()).isEqualTo(code.code());
    assertThat(peer.headers()).noneMatch(headers -> headers.containsKey("location"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialize", "tools/list"})
  void shouldNotWaitForASlowServer(String method) {
    peer.fault(method, Fault.SLOW);
    try (McpToolServers hasty = servers(HASTY)) {
      assertThat(failure(() -> hasty.open(address()).join()).code())
          .isEqualTo(TOOL_SERVER_TIMEOUT.code());
    }
  }

  @Test
  void shouldNotWaitForASlowCall() {
    try (McpToolServers hasty = servers(new McpLimits(30_000, 300, 1 << 20, 8, 1_000))) {
      ToolServer server = hasty.open(address()).join();
      peer.fault("tools/call", Fault.SLOW);

      assertThat(failure(() -> called(server, "weather", "{}")).code())
          .isEqualTo(TOOL_SERVER_TIMEOUT.code());
    }
  }

  @Test
  void shouldFailWhatRunsWhenItIsClosed() {
    ToolServer server = servers.open(address()).join();
    peer.holdCalls();
    CompletableFuture<ToolServerException> ended =
        CompletableFuture.supplyAsync(
            () -> failure(() -> called(server, "weather", "{}")), threads);
    Awaitility.await().until(() -> peer.calls().size() == 1);
    server.close();

    assertThat(ended.join().code()).isEqualTo(TOOL_SERVER_LOST.code());
  }

  @Test
  void shouldRefuseAResultThatIsTooLong() {
    peer.tool("novel", "Long.", true, args -> Optional.of("x".repeat(1_001)));
    ToolServer server = servers.open(address()).join();

    assertThat(failure(() -> called(server, "novel", "{}")).code())
        .isEqualTo(TOOL_SERVER_PROTOCOL.code());
  }

  @Test
  void shouldRefuseMoreToolsThanItMayHave() {
    for (int i = 0; i < 7; i++) {
      peer.tool("more" + i, "", true, args -> Optional.of(""));
    }

    assertThat(failure(() -> servers.open(address()).join()).code())
        .isEqualTo(TOOL_SERVER_PROTOCOL.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp2", "/", "/mcp/../admin", "/mcp/%2e%2e/admin", "/mcp//x"})
  void shouldGoNowhereElse(String path) {
    String host = peer.url().replace("/mcp", "");

    assertThat(
            failure(() -> servers.open(new Address(host + path, Optional.empty(), Map.of())).join())
                .code())
        .isEqualTo(TOOL_SERVER_REFUSED.code());
    assertThat(peer.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "mcp-session-id", "Content-Length", "Bad Name"})
  void shouldRefuseHeadersThatAreNotTheClients(String header) {
    assertThatThrownBy(
            () ->
                servers.check(
                    new Address(peer.url(), Optional.empty(), Map.of(header, "v4lue\r\nX: y"))))
        .isInstanceOf(ToolServerException.class)
        .hasMessageContaining(header)
        .hasMessageNotContaining("v4lue");
  }

  @Test
  void shouldNotShowSecrets() {
    assertThat(address().toString()).doesNotContain("s3cret", "blue");
  }
}
