package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.journal.Journals;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.engine.EngineRegistry;
import coda.voice.gateway.SessionDefaults;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DerivedTest {
  @Test
  void shouldBeMadeAgainOnlyWhenTheConfigurationHasChanged() {
    AtomicReference<CodaConfig> current = new AtomicReference<>(config("700"));
    Derived<SessionDefaults> defaults =
        new Derived<>(
            current::get, config -> Settings.session(config, Journals.OFF, ConversationKeeper.OFF));

    SessionDefaults before = defaults.get();
    assertThat(before.turns().silenceMs()).isEqualTo(700);
    assertThat(defaults.get()).isSameAs(before);

    current.set(config("800"));
    assertThat(defaults.get().turns().silenceMs()).isEqualTo(800);
    assertThat(before.turns().silenceMs()).isEqualTo(700);
  }

  private static CodaConfig config(String silenceMs) {
    return new ConfigLoader(EngineRegistry.discover())
        .load(
            ConfigSources.none()
                .withOverrides(List.of("conversation.turns.silence_ms=" + silenceMs)));
  }
}
