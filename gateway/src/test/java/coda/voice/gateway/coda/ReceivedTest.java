package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceivedTest {
  private final Received received = new Received();

  private boolean again(String id) {
    return received.again(Optional.of(id));
  }

  @Test
  void shouldTakeTheSameIdTwiceWhileTheSocketIsTheSame() {
    assertThat(again("a")).isFalse();
    assertThat(again("a")).isFalse();
  }

  @Test
  void shouldKnowAfterAResumptionWhatCameBefore() {
    again("a");
    again("b");
    received.resumed();

    assertThat(again("a")).isTrue();
    assertThat(again("b")).isTrue();
    assertThat(again("c")).isFalse();
    assertThat(received.last()).hasValue("c");
  }

  @Test
  void shouldRememberOverSeveralResumptions() {
    again("a");
    received.resumed();
    again("b");
    received.resumed();

    assertThat(again("a")).isTrue();
    assertThat(again("b")).isTrue();
  }

  @Test
  void shouldForgetTheOldestOnly() {
    for (int i = 0; i <= Received.KEPT; i++) {
      again("m" + i);
    }
    received.resumed();

    assertThat(again("m0")).isFalse();
    assertThat(again("m1")).isTrue();
  }

  @Test
  void shouldTakeWhatHasNoNameAlways() {
    assertThat(received.again(Optional.empty())).isFalse();
    received.resumed();
    assertThat(received.again(Optional.empty())).isFalse();
    assertThat(received.last()).isEmpty();
  }
}
