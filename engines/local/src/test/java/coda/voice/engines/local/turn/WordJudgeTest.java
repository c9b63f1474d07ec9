package coda.voice.engines.local.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineContext;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.TurnDetector.Judgement;
import coda.voice.engine.TurnDetector.TurnEvidence;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordJudgeTest {
  private static final ExecutorService POOL = ForkJoinPool.commonPool();
  private static final EngineContext CONTEXT = new EngineContext(Map.of(), POOL, POOL);
  private static final TurnDetector WORDS = new WordsProvider().open(CONTEXT);

  @ParameterizedTest
  @ValueSource(
      strings = {"what time is it", "tell me a joke", "Set a timer for ten minutes.", "stop"})
  void shouldKnowWholeCommands(String text) {
    assertThat(judge(text, "en-US")).isEqualTo(Judgement.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add milk and",
        "set a timer for",
        "set a timer for ten",
        "i would like to",
        "um",
        "my number is five five one",
        "please"
      })
  void shouldExpectMoreAfterWordsThatLeadOn(String text) {
    assertThat(judge(text, "en")).isEqualTo(Judgement.INCOMPLETE);
  }

  @ParameterizedTest
  @CsvSource({"'', en", "i saw a horse, en", "und dann kam er mit, de"})
  void shouldNotKnowTheRest(String text, String language) {
    assertThat(judge(text, language)).isEqualTo(Judgement.UNKNOWN);
  }

  @Test
  void shouldNeverKnowFromSilenceAlone() {
    assertThat(new SilenceProvider().open(CONTEXT).judge(new TurnEvidence("stop", 500, "en")))
        .isEqualTo(Judgement.UNKNOWN);
  }

  private static Judgement judge(String text, String language) {
    return WORDS.judge(new TurnEvidence(text, 1000, language));
  }
}
