package coda.voice.server.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * API9: paths that somebody forgot. That every mounted path is documented is checked in {@code
 * AdminTest}; here, what is tried first everywhere is not there.
 */
class ImproperInventoryTest {
  @TempDir private static Path folder;
  private static AttackedServer server;

  @BeforeAll
  static void start() throws Exception {
    server = AttackedServer.guarded(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin",
        "/admin/",
        "/admin/env",
        "/admin/users",
        "/admin/threads",
        "/actuator",
        "/actuator/heapdump",
        "/debug/pprof/",
        "/console",
        "/h2-console",
        "/jolokia",
        "/swagger-ui.html",
        "/v3/api-docs",
        "/openapi.yaml",
        "/graphql",
        "/v0/conversations",
        "/v1",
        "/v2/conversations",
        "/v1/conversations/some/export",
        "/ws",
        "/ws/voice/",
        "/ws/admin",
        "/health",
        "/server-status",
        "/.env",
        "/.git/config",
        "/coda.yaml",
        "/robots.txt",
        "/favicon.ico",
      })
  void shouldHaveNothingThatIsNotDocumented(String path) throws Exception {
    Answer answer = server.call("GET", path, Forge.token("root", "talk monitor admin"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("HTTP_NOT_FOUND");
  }
}
