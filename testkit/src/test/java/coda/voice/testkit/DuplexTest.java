package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ModeSettings;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionChange;
import coda.voice.conversation.SessionNotice.AnsweredBy;
import coda.voice.conversation.SessionNotice.ModeChanged;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyCounted;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;
import coda.voice.engine.TokenCount;
import coda.voice.testkit.engines.ScriptedDuplexModel;
import coda.voice.testkit.engines.ScriptedLanguageModel.Answer;
import coda.voice.testkit.engines.ScriptedLanguageModel.Ending;
import coda.voice.testkit.engines.ScriptedRecognizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sessions with a duplex model, in virtual time. */
class DuplexTest {
  private static final ModeSettings PARALLEL =
      new ModeSettings(Route.PARALLEL, Selection.FASTEST, 600, 1_000, 3_000, 60_000);

  @Test
  void theModelAloneSpeaksWhenItWantsToAndTheUserIsRemembered() {
    VirtualSession s = new VirtualSession(ProcessingMode.MOSHI_ONLY, ModeSettings.DEFAULTS);
    s.recognizer.understands("how are you");
    s.duplex.says("I am fine thanks", 160);

    s.userIsSilent(200).userSpeaks(1000).userIsSilent(6000);

    assertThat(shown(s)).isEqualTo(" I am fine thanks");
    assertThat(s.told(ReplyEnded.class))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.outcome()).isEqualTo(Outcome.COMPLETED);
              assertThat(end.text()).isEqualTo("I am fine thanks");
              assertThat(end.timings().total()).isLessThan(400);
            });
    assertThat(s.model.asked()).isEmpty();
    s.session.close("done");
    s.loop.settle();
    assertThat(s.everythingGivenBack()).isTrue();
  }

  @Test
  void speakingOverAModelThatLeadsIsItsOwnBusiness() {
    VirtualSession s = new VirtualSession(ProcessingMode.MOSHI_ONLY, ModeSettings.DEFAULTS);
    s.recognizer.understands("hello").understands("wait what is that");
    s.duplex.says("this is a long and winding answer that goes on", 160);

    s.userIsSilent(200).userSpeaks(600).userIsSilent(1000).userSpeaks(800).userIsSilent(6000);

    assertThat(s.told(ReplyEnded.class).getFirst().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aModelThatIsGoneIsReplacedByTheChainAndComesBack() {
    VirtualSession s = new VirtualSession(ProcessingMode.MOSHI_ONLY, ModeSettings.DEFAULTS);
    s.recognizer.understands("how are you");
    s.model.answers("I am the chain.");
    s.userIsSilent(200).userSpeaks(600);
    s.duplex.unreachable(true);
    s.duplex.dies();
    s.userIsSilent(6000);

    assertThat(shown(s)).isEqualTo("I am the chain.");
    assertThat(s.told(ModeChanged.class))
        .containsExactly(
            new ModeChanged(
                ProcessingMode.MOSHI_ONLY, ProcessingMode.TRADITIONAL, "ENGINE_FAILED"));
    s.duplex.unreachable(false);
    s.userIsSilent(10_000);
    assertThat(s.told(ModeChanged.class).getLast().recovered()).isTrue();
  }

  @Test
  void whoeverIsFasterIsHeardInParallel() {
    VirtualSession s = new VirtualSession(ProcessingMode.HYBRID, PARALLEL);
    s.recognizer.understands("how are you").understands("how are you again");
    s.duplex.says("fine", 100);
    s.model.answers(new Answer("I am the chain.", 900, 10, Ending.DONE));
    s.userIsSilent(200).userSpeaks(600).userIsSilent(6000);
    assertThat(shown(s)).isEqualTo(" fine");

    s.duplex.says("fine again", 3000);
    s.model.answers("I am the chain.");
    s.userSpeaks(600).userIsSilent(8000);
    assertThat(s.told(ReplyEnded.class).getLast().text()).isEqualTo("I am the chain.");
    assertThat(s.told(AnsweredBy.class))
        .extracting(AnsweredBy::answerer)
        .startsWith(Answerer.DUPLEX, Answerer.CHAIN);
  }

  @Test
  void whatTheLanguageModelCountedIsToldWhereTwoAnswerToo() {
    VirtualSession s = new VirtualSession(ProcessingMode.HYBRID, PARALLEL);
    s.recognizer.understands("how are you");
    s.duplex.says("fine", 3000);
    s.model.answers(
        new Answer("I am the chain.", 50, 10, Ending.DONE).costs(new TokenCount(40, 4)));
    s.userIsSilent(200).userSpeaks(600).userIsSilent(6000);

    assertThat(s.told(ReplyCounted.class))
        .containsExactly(new ReplyCounted("reply_1", new TokenCount(40, 4)));
  }

  @Test
  void theChainTakesOverFromAModelThatHoldsTheFloorAndBothAreRemembered() {
    VirtualSession s = new VirtualSession(ProcessingMode.HYBRID, ModeSettings.DEFAULTS);
    s.recognizer.understands("can you explain why the sky is blue and write a program for it");
    s.duplex.says("let me think about that for a moment well the sky is", 100);
    s.model.answers(new Answer("The sky is blue because of light.", 1200, 10, Ending.DONE));

    s.userIsSilent(200).userSpeaks(600).userIsSilent(12000);

    String text = s.told(ReplyEnded.class).getFirst().text();
    assertThat(text).startsWith("let me think").endsWith("The sky is blue because of light.");
    assertThat(shown(s).strip()).isEqualTo(text);
  }

  @Test
  void withoutTheRecogniserTheModelLeads() {
    VirtualSession s = new VirtualSession(ProcessingMode.HYBRID, ModeSettings.DEFAULTS);
    s.recognizer.understands(new ScriptedRecognizer.Utterance("", "", 40, true));
    s.duplex.says("I heard you", 1800);

    s.userIsSilent(200).userSpeaks(600).userIsSilent(8000);

    assertThat(s.told(ReplyEnded.class))
        .singleElement()
        .satisfies(end -> assertThat(end.text()).isEqualTo("I heard you"));
    assertThat(s.told(ModeChanged.class).getFirst().effective())
        .isEqualTo(ProcessingMode.MOSHI_ONLY);
  }

  @Test
  void aModeChangesBetweenTurnsAndTheLineIsGivenBack() {
    VirtualSession s = new VirtualSession(ProcessingMode.MOSHI_ONLY, ModeSettings.DEFAULTS);
    s.userIsSilent(400);
    assertThat(s.duplex.openStreams()).isEqualTo(1);
    s.session.configure(
        new SessionChange(
            Optional.of(ProcessingMode.TRADITIONAL),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    s.recognizer.understands("hello there");
    s.model.answers("Chain here.");
    s.userIsSilent(100).userSpeaks(600).userIsSilent(4000);
    assertThat(shown(s)).isEqualTo("Chain here.");
    assertThat(s.duplex.openStreams()).isZero();
  }

  @Test
  void anIdleLineIsGivenBackAndOpenedAgain() {
    VirtualSession s = new VirtualSession(ProcessingMode.MOSHI_ONLY, ModeSettings.DEFAULTS);
    s.userIsSilent(70_000);
    assertThat(s.duplex.openStreams()).isZero();
    s.recognizer.understands("are you there");
    s.model.answers("Yes I am.");
    s.userSpeaks(600).userIsSilent(5000);
    assertThat(s.duplex.openStreams()).isEqualTo(1);
    assertThat(shown(s)).isEqualTo("Yes I am.");
    assertThat(s.told(ModeChanged.class)).isEmpty();
  }

  @Test
  void tenMinutesOfSpeechFlowAtRealTimeWithoutGrowingDelay() {
    VirtualSession s = new VirtualSession(ProcessingMode.MOSHI_ONLY, ModeSettings.DEFAULTS);
    s.userIsSilent(400);
    s.duplex.speaks("word ".repeat(10 * 60_000 / ScriptedDuplexModel.WORD_MS).strip());
    long heardBefore = s.duplex.heardMs();

    s.userIsSilent(10 * 60_000);

    List<Long> frames =
        s.told().stream()
            .filter(told -> told.notice() instanceof ReplyAudio)
            .map(VirtualSession.Told::at)
            .toList();
    assertThat(frames).hasSizeGreaterThan(29_900);
    for (int i = 0; i < frames.size(); i++) {
      // A step of 80 ms leaves as four frames at once: never late, and never more than a step
      // early.
      long late = frames.get(i) - frames.getFirst() - i * 20L;
      assertThat(late).as("frame %d", i).isBetween(-80L, 0L);
    }
    assertThat(s.duplex.heardMs() - heardBefore).isBetween(599_900L, 600_100L);
  }

  private static String shown(VirtualSession s) {
    return s.told(ReplyText.class).stream().map(ReplyText::text).collect(Collectors.joining());
  }
}
