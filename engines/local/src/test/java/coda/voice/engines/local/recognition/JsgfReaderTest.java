package coda.voice.engines.local.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JsgfReaderTest {
  private static final String GRAMMAR =
      """
      #JSGF V1.0;
      grammar test;
      public <command> = [please] (<color> light | light <color>) | stop;
      <color> = red | green;
      """;

  @Test
  void shouldReadAlternativesGroupsOptionsAndRules() {
    WordNetwork.Graph graph = JsgfReader.read(GRAMMAR).minimal();

    assertThat(sentences(graph, 0, ""))
        .containsExactly(
            "green light",
            "light green",
            "light red",
            "please green light",
            "please light green",
            "please light red",
            "please red light",
            "red light",
            "stop");
  }

  @Test
  void shouldJoinWhatContinuesTheSame() {
    WordNetwork.Graph graph =
        JsgfReader.read("public <a> = one x y | two x y | three x y;").minimal();

    assertThat(graph.graph()).hasSize(4);
    assertThat(graph.last().cardinality()).isEqualTo(1);
  }

  @Test
  void shouldWeighWordsByHowOftenTheyAreSaid() {
    WordNetwork network = JsgfReader.read("public <a> = go (on | up | in) | stop;");
    WordNetwork.Graph graph = network.minimal();
    Map<String, Double> first = graph.likelihoods(network).getFirst();

    assertThat(first.get("go")).isBetween(0.48, 0.52);
    assertThat(first.get("go") + first.get("stop")).isBetween(0.999, 1.001);
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> JsgfReader.read("public <a> = <b>;")).hasMessageContaining("<b>");
    assertThatThrownBy(() -> JsgfReader.read("public <a> = x <a>;"))
        .hasMessageContaining("refers to itself");
    assertThatThrownBy(() -> JsgfReader.read("public <a> = (x;")).hasMessageContaining("closed");
    assertThatThrownBy(() -> JsgfReader.read("<a> = x;")).hasMessageContaining("public");
  }

  private static TreeSet<String> sentences(WordNetwork.Graph graph, int state, String before) {
    TreeSet<String> all = new TreeSet<>();
    if (graph.last().get(state)) {
      all.add(before.strip());
    }
    graph
        .graph()
        .get(state)
        .forEach((word, to) -> all.addAll(sentences(graph, to, before + " " + word)));
    return all;
  }
}
