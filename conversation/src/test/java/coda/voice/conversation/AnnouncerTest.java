package coda.voice.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionNotice.EngineChanged;
import coda.voice.engine.EngineChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private final List<SessionNotice> told = new ArrayList<>();
  private final Announcer announcer =
      new Announcer(
          new SessionListener() {
            @Override
            public void onNotice(SessionNotice notice) {
              told.add(notice);
            }

            @Override
            public boolean readyForAudio() {
              return true;
            }
          },
          ProcessingMode.TRADITIONAL);

  private void fallback(String role, String to) {
    announcer.engineChanged(new EngineChange(role, "first", to, "ENGINE_LOST", false));
  }

  private void recovery(String role) {
    announcer.engineChanged(new EngineChange(role, "second", "first", "", true));
  }

  @Test
  void shouldTellAChangeOfEngineOnce() {
    fallback("synthesizer", "second");
    fallback("synthesizer", "second");
    recovery("synthesizer");
    recovery("synthesizer");
    fallback("synthesizer", "second");

    assertThat(told)
        .containsExactly(
            new EngineChanged("synthesizer", "first", "second", "ENGINE_LOST", false),
            new EngineChanged("synthesizer", "second", "first", "", true),
            new EngineChanged("synthesizer", "first", "second", "ENGINE_LOST", false));
  }

  @Test
  void shouldTellEachRoleByItself() {
    fallback("synthesizer", "second");
    fallback("language_model", "second");
    fallback("synthesizer", "third");

    assertThat(told).hasSize(3);
  }

  @Test
  void shouldNotTellOfTheReturnOfAnEngineThatWasNeverMissed() {
    recovery("synthesizer");

    assertThat(told).isEmpty();
  }
}
