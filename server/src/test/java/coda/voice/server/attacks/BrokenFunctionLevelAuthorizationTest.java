package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** API5: every operation of the OpenAPI document, tried by everybody who may not use it. */
class BrokenFunctionLevelAuthorizationTest {
  private static final List<String> SCOPES = List.of("talk", "monitor", "admin");

  @TempDir private static Path folder;
  private static AttackedServer server;

  /**
   * An operation.
   *
   * @param scope who may use it; empty for everybody
   */
  record Operation(String method, String path, Optional<String> scope) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = AttackedServer.guarded(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Operation> operations() throws Exception {
    Map<String, Map<String, Map<String, Map<String, ?>>>> document =
        new Yaml().load(Files.readString(Path.of("..", "docs", "openapi.yaml")));
    List<Operation> operations = new ArrayList<>();
    document
        .get("paths")
        .forEach(
            (path, methods) ->
                methods.keySet().stream()
                    .filter(method -> !method.equals("parameters"))
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.toUpperCase(Locale.ROOT),
                                    path.replaceAll("\\{\\w+}", "some"),
                                    Optional.ofNullable(
                                        (String) methods.get(method).get("x-scope"))))));
    return operations.stream();
  }

  private static Answer call(Operation operation, String token) throws Exception {
    return server.call(
        operation.method(), operation.path(), token, "{}", "Content-Type", "application/json");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldDoNothingForAStranger(Operation operation) throws Exception {
    int status = call(operation, "").status();

    if (operation.scope().isPresent()) {
      assertThat(status).isEqualTo(401);
    } else {
      assertThat(operation.path()).startsWith("/health/");
      assertThat(status).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldDoNothingForWhoHoldsAnotherScope(Operation operation) throws Exception {
    for (String scope : SCOPES) {
      int status = call(operation, Forge.token("anna", scope)).status();

      boolean may = operation.scope().isEmpty() || operation.scope().get().equals(scope);
      if (may) {
        assertThat(status).as(scope).isNotIn(401, 403, 500);
      } else {
        assertThat(status).as(scope).isEqualTo(403);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldNotTakeOtherWordsForAScope(Operation operation) throws Exception {
    if (operation.scope().isEmpty()) {
      return;
    }
    String scope = operation.scope().get();
    for (String words :
        List.of(
            "",
            "*",
            "all",
            "root",
            scope.toUpperCase(Locale.ROOT),
            scope + "s",
            "x" + scope,
            scope + "," + scope,
            scope + ":" + scope)) {
      assertThat(call(operation, Forge.token("anna", words)).status()).as(words).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldNotDoByAnotherMethodWhatItRefuses(Operation operation) throws Exception {
    String talker = Forge.token("anna", "talk");
    if (operation.scope().equals(Optional.of("talk")) || operation.scope().isEmpty()) {
      return;
    }
    for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      Answer answer =
          server.call(
              method,
              operation.path(),
              talker,
              "",
              "X-HTTP-Method-Override",
              operation.method(),
              "X-HTTP-Method",
              operation.method(),
              "X-Method-Override",
              operation.method());
      assertThat(answer.status()).as(method).isIn(403, 404, 405);
    }
  }

  @Test
  void shouldFindOperationsToTry() {
    assertThatCode(() -> assertThat(operations()).hasSizeGreaterThan(15))
        .doesNotThrowAnyException();
  }
}
