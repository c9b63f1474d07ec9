package coda.voice.engines.local.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HostileTextTest {
  @Test
  void shouldAnswerWhateverIsTyped() {
    Conversation coda = new Conversation();
    List<String> texts =
        List.of(
            "",
            " \t\n",
            "😀😀😀",
            "\u0000\u0007\u001b[31m",
            "?!…",
            "9".repeat(10_000),
            "what is " + "9".repeat(10_000) + " plus one",
            "what is " + "9".repeat(300) + " plus one",
            "1+".repeat(5_000) + "1",
            "1+".repeat(29) + "1",
            "(".repeat(5_000),
            "(".repeat(50) + "1+1" + ")".repeat(50),
            "-".repeat(500) + "1",
            "add " + "milk and ".repeat(2_000) + "eggs to the shopping list",
            "a".repeat(1_000_000),
            "the ".repeat(1_000),
            "set a timer for " + "9".repeat(29) + " hours",
            "remember that " + "x ".repeat(40),
            "%s %d %n <b>{0}</b> ${jndi:x}",
            "\ud800");
    for (String text : texts) {
      assertThat(coda.type(text)).as(text.substring(0, Math.min(30, text.length()))).isNotBlank();
      assertThat(coda.speak(text)).isNotBlank();
    }
    assertThat(coda.scope.planned()).isZero();
    assertThat(coda.model.capacity().inUse()).isZero();
  }

  @Test
  void shouldAskAgainWhenThereAreNoWords() {
    assertThat(new Conversation().type("😀")).contains("say it again");
  }

  @Test
  void shouldSayThatATextIsTooLong() {
    assertThat(new Conversation().type("tell me a joke ".repeat(100))).contains("too long");
  }

  @Property(tries = 100, seed = "20")
  void shouldSurviveAnyText(@ForAll @StringLength(max = 200) String text) {
    Conversation coda = new Conversation();
    assertThat(coda.type(text)).isNotNull();
  }
}
