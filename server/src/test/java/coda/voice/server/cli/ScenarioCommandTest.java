package coda.voice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioCommandTest {
  private static final String HELLO =
      """
      # Hello
      at 0.0 the user types "hello"
      expect heard "Yes."
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int scenario(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "scenario";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return CodaCommand.commandLine(SmallEngines::registry)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void shouldPlayEveryScenarioOfAFolder() throws IOException {
    written("a.scenario", HELLO);
    written("b.scenario", HELLO.replace("Hello", "Hello again"));
    written("notes.txt", "no scenario");

    assertThat(scenario(folder.toString())).isZero();
    assertThat(out.toString())
        .contains("as expected  Hello\n", "as expected  Hello again\n")
        .contains("2 scenarios, 0 went otherwise")
        .doesNotContain("reply_1");
  }

  @Test
  void shouldPrintWhatHappenedWhenItWentOtherwise() throws IOException {
    Path file = written("a.scenario", HELLO.replace("Yes.", "No."));

    assertThat(scenario(file.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("expect heard \"No.\": it was \"Yes.\"", "reply_1 is heard", "1 went otherwise");
  }

  @Test
  void shouldSayWhereAScenarioCannotBeRead() throws IOException {
    Path file = written("a.scenario", "# Hello\nat 0.0 the user sings\n");

    assertThat(scenario(file.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("line 2: after 'at 0.0 the user' there is sings");
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    assertThat(scenario(folder.resolve("nothing.scenario").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("nothing.scenario cannot be read");
  }

  @Test
  void shouldPrintTheLanguage() {
    assertThat(scenario("--grammar")).isZero();
    assertThat(out.toString()).contains("the user coughs for SECONDS");
  }
}
