package coda.voice.gateway.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingsTest {
  private final List<String> given = new ArrayList<>();
  private final Holdings holdings = new Holdings();

  @Test
  void shouldGiveEverythingBackOnce() {
    holdings.add(() -> given.add("seat"));
    holdings.add(() -> given.add("bytes"));

    holdings.close();
    holdings.close();

    assertThat(given).containsExactly("bytes", "seat");
  }

  @Test
  void shouldGiveBackAtOnceWhatComesTooLate() {
    holdings.close();

    holdings.add(() -> given.add("bytes"));

    assertThat(given).containsExactly("bytes");
  }

  @Test
  void shouldCountWhatUploadsTakeTogether() {
    UploadRoom room = new UploadRoom(100);

    assertThat(room.take(60)).isTrue();
    assertThat(room.take(41)).isFalse();
    assertThat(room.take(40)).isTrue();
    room.give(60);
    assertThat(room.taken()).isEqualTo(40);
    assertThat(room.take(60)).isTrue();
  }
}
