package coda.voice.conversation.routing;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.Tool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolWordsTest {
  private static final ToolWords TOOLS =
      ToolWords.of(
          List.of(
              new Named("play_music", "Plays songs of an artist or an album."),
              new Named("getTrainDepartures", "Returns departures of trains at a station."),
              new Named("get", "Use this tool to get information for the user")),
          "en");

  @Test
  void shouldKnowAToolByAllWordsOfItsName() {
    assertThat(wanted("play some music please")).contains("play_music");
    assertThat(wanted("when is the next train departure")).contains("getTrainDepartures");
    assertThat(wanted("I like music")).isEmpty();
  }

  @Test
  void shouldKnowAToolByWhatItIsDescribedToDo() {
    assertThat(wanted("songs by that artist")).contains("play_music");
    assertThat(wanted("is there an artist at home")).isEmpty();
  }

  @Test
  void shouldNotKnowAToolByTwoWordsOfALongTurn() {
    assertThat(
            wanted(
                "my neighbour an artist painted yellow flowers during winter holidays beside"
                    + " mountain lakes while singing songs"))
        .isEmpty();
  }

  @Test
  void shouldNotKnowAToolByWordsThatAllToolsHave() {
    assertThat(wanted("get the information for a user")).isEmpty();
  }

  @Test
  void shouldNameTheToolAndNotTheWordsOfTheUser() {
    Demand demand = DemandReader.read("play jazz music", "en", TOOLS);

    assertThat(demand.needs()).containsExactly(Need.TOOL);
    assertThat(demand.reasons()).contains("mentions what the tool play_music is for");
  }

  private static Optional<String> wanted(String text) {
    return TOOLS.wanted(Words.of(text), Lexicon.of("en"));
  }

  private record Named(String name, String description) implements Tool {
    @Override
    public String parameters() {
      return "{}";
    }

    @Override
    public boolean sideEffects() {
      return false;
    }

    @Override
    public void run(ToolCall call, ToolListener listener) {
      throw new UnsupportedOperationException("routing runs no tools");
    }
  }
}
