package coda.voice.conversation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.timeline.Labels.Placed;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static Labels row() {
    return new Labels(74, 974);
  }

  @Property(tries = 500)
  void noLabelLiesOverAnotherOrLeavesTheRow(
      @ForAll @Size(max = 30) List<@DoubleRange(min = 74, max = 974) Double> anchors,
      @ForAll @IntRange(min = 1, max = 56) int length) {
    Labels labels = row();
    anchors.forEach(anchor -> labels.add(anchor, "m".repeat(length), ""));

    List<Placed> placed = labels.place();

    assertThat(placed).hasSameSizeAs(anchors);
    for (int i = 0; i < placed.size(); i++) {
      Placed a = placed.get(i);
      assertThat(a.x()).isGreaterThanOrEqualTo(74);
      assertThat(a.end()).isLessThanOrEqualTo(974.01);
      for (Placed b : placed.subList(i + 1, placed.size())) {
        assertThat(a.level() != b.level() || a.end() <= b.x() || b.end() <= a.x())
            .as("%s and %s", a, b)
            .isTrue();
      }
    }
  }

  @Test
  void shouldKeepLabelsThatHaveRoomBesideEachOtherOnOneLevel() {
    Labels labels = row();
    labels.add(100, "one", "");
    labels.add(300, "two", "");
    assertThat(Labels.levels(labels.place())).isEqualTo(1);
  }

  @Test
  void shouldRaiseTheLeftOneOfTwoThatCollide() {
    Labels labels = row();
    labels.add(100, "a long label", "");
    labels.add(120, "another", "");
    assertThat(labels.place())
        .extracting(Placed::anchor, Placed::level)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(120.0, 0),
            org.assertj.core.groups.Tuple.tuple(100.0, 1));
  }
}
