package coda.voice.conversation.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.VoiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterStateFileTest {
  private static final RouterState SOME =
      AnyTurn.state(
          List.of(
              new Outcome(Route.DUPLEX, Answerer.DUPLEX, Complexity.LOW, true, 240, false, false),
              new Outcome(Route.CHAIN, Answerer.CHAIN, Complexity.HIGH, false, 0, false, true)),
          List.of(new Delivery(Answerer.CHAIN, Complexity.LOW, Delivery.Result.UNHEARD, 700)));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("deep/routing.state");
  }

  private RouterStateFile.Loaded load(String content) throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(file(), content);
    return new RouterStateFile(file()).load();
  }

  private static String text() {
    return String.join("\n", RouterStateText.write(SOME)) + "\n";
  }

  @Test
  void shouldBeginFreshWithoutAFile() {
    RouterStateFile.Loaded loaded = new RouterStateFile(file()).load();

    assertThat(loaded.state()).isEqualTo(RouterState.FRESH);
    assertThat(loaded.problem()).isEmpty();
  }

  @Test
  void shouldGoOnWithWhatWasLearned() {
    new RouterStateFile(file()).save(RouterState.FRESH);
    new RouterStateFile(file()).save(SOME);

    assertThat(new RouterStateFile(file()).load().state()).isEqualTo(SOME);
  }

  @Test
  void shouldLeaveNothingBesideTheFile() throws IOException {
    new RouterStateFile(file()).save(SOME);

    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void shouldBeReadableForPeople() throws IOException {
    new RouterStateFile(file()).save(SOME);

    assertThat(Files.readAllLines(file()))
        .startsWith("coda-routing 1")
        .contains("delivery duplex low heard 240", "delivery chain high failed 0")
        .endsWith("end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "something else",
        "coda-routing 1\n",
        "coda-routing 1\nroute low duplex 1.5 3 1\nend\n",
        "coda-routing 1\nroute low duplex NaN 3 1\nend\n",
        "coda-routing 1\nroute low duplex 0.5 -3 1\nend\n",
        "coda-routing 1\nroute low triplex 0.5 3 1\nend\n",
        "coda-routing 1\nroute low duplex 0.5 3\nend\n",
        "coda-routing 1\ndelivery chain low liked 5\nend\n",
        "coda-routing 1\ndelivery chain low heard -5\nend\n",
        "coda-routing 1\nnonsense\nend\n",
        "coda-routing 1\nend\nroute low duplex 0.5 3 1\n",
      })
  void shouldSetADamagedFileAsideAndSaySo(String content) throws IOException {
    RouterStateFile.Loaded loaded = load(content);

    assertThat(loaded.state()).isEqualTo(RouterState.FRESH);
    assertThat(loaded.problem()).get().returns("ROUTING_STATE_INVALID", VoiceException::code);
    assertThat(file()).doesNotExist();
    assertThat(folder.resolve("deep/routing.state.damaged-1")).hasContent(content);
    assertThat(loaded.problem().orElseThrow())
        .hasMessageContaining("routing.state.damaged-1")
        .asInstanceOf(InstanceOfAssertFactories.type(VoiceException.class))
        .extracting(VoiceException::safeMessage, InstanceOfAssertFactories.STRING)
        .doesNotContain(folder.toString());
  }

  @Test
  void shouldNotReadWhatAnotherVersionWrote() throws IOException {
    RouterStateFile.Loaded loaded = load(text().replace("coda-routing 1", "coda-routing 2"));

    assertThat(loaded.problem()).get().returns("ROUTING_STATE_VERSION", VoiceException::code);
  }

  @Test
  void shouldKeepEveryDamagedFile() throws IOException {
    load("first");
    load("second");

    assertThat(folder.resolve("deep/routing.state.damaged-1")).hasContent("first");
    assertThat(folder.resolve("deep/routing.state.damaged-2")).hasContent("second");
  }

  @Test
  void shouldSetAsideWhatIsNotText() throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.write(file(), new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF});

    assertThat(new RouterStateFile(file()).load().problem())
        .get()
        .returns("ROUTING_STATE_INVALID", VoiceException::code);
  }

  @Test
  void shouldNoticeAFileThatIsCutOffAnywhere() throws IOException {
    String whole = text();
    for (int length = 0; length < whole.length() - 1; length++) {
      assertThat(load(whole.substring(0, length)).problem()).as("first %d", length).isPresent();
      try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void shouldSayWhereItCannotWrite() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "no folder");

    assertThatThrownBy(() -> new RouterStateFile(inTheWay.resolve("routing.state")).save(SOME))
        .isInstanceOf(RoutingStateException.class)
        .hasMessageContaining("cannot be written")
        .extracting(e -> ((VoiceException) e).code())
        .isEqualTo("ROUTING_STATE_IO");
  }

  @Provide
  Arbitrary<RouterState> states() {
    return AnyTurn.state();
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(@ForAll("states") RouterState state) {
    assertThat(RouterStateText.read(RouterStateText.write(state))).isEqualTo(state);
  }
}
