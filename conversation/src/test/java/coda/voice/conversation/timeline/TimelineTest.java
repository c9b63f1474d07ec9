package coda.voice.conversation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journal;
import coda.voice.conversation.journal.Journal.Entry;
import coda.voice.conversation.journal.Journal.Opening;
import coda.voice.conversation.journal.Journal.Step;
import coda.voice.conversation.timeline.Timeline.Moment;
import coda.voice.conversation.timeline.Timeline.Moment.Mark;
import coda.voice.conversation.timeline.Timeline.Stretch;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnTimer;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class TimelineTest {
  private static Timeline of(Entry... entries) {
    return Timeline.of(
        new Journal(
            new Opening("c1", Instant.EPOCH, ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS),
            List.of(entries),
            Optional.empty()));
  }

  private static Step step(long at, TurnEffect... effects) {
    return new Step(new TurnEvent.TimerFired(at, TurnTimer.SPECULATE), List.of(effects));
  }

  @Test
  void shouldShowATentativeAnswerThatWasRight() {
    Timeline timeline =
        of(
            step(100, new TurnEffect.StartTentative("reply_1", "item_1", "what time", false)),
            step(400, new TurnEffect.ConfirmTentative("reply_1", "item_1")),
            new Step(new TurnEvent.ReplySpeechBegan(500, "reply_1"), List.of()),
            step(900, new TurnEffect.EndReply("reply_1", Outcome.COMPLETED, "done")));
    assertThat(timeline.stretches())
        .extracting(Stretch::kind, Stretch::fromMs, Stretch::toMs)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Stretch.Kind.TENTATIVE, 100L, 400L),
            org.assertj.core.groups.Tuple.tuple(Stretch.Kind.THINKING, 400L, 500L),
            org.assertj.core.groups.Tuple.tuple(Stretch.Kind.SPEAKING, 500L, 900L));
    assertThat(timeline.moments()).extracting(Moment::mark).contains(Mark.WON);
  }

  @Test
  void shouldShowATentativeAnswerThatWasDropped() {
    Timeline timeline =
        of(
            step(100, new TurnEffect.StartTentative("reply_1", "item_1", "what time", false)),
            step(300, new TurnEffect.DropTentative("reply_1", "the user goes on")));
    assertThat(timeline.stretches())
        .containsExactly(new Stretch(Stretch.Kind.TENTATIVE, 100, 300, "reply_1", ""));
    assertThat(timeline.moments())
        .contains(
            new Moment(
                300, Timeline.Lane.ASSISTANT, Mark.DROPPED, "dropped untold", "the user goes on"));
  }

  @Test
  void shouldNotShowWhatWasIgnored() {
    TurnEvent late = new TurnEvent.ReplySpeechBegan(500, "reply_1");
    Timeline timeline = of(new Step(late, List.of(new TurnEffect.Ignored(late, "over"))));
    assertThat(timeline.stretches()).isEmpty();
    assertThat(timeline.moments()).isEmpty();
    assertThat(timeline.endMs()).isEqualTo(500);
  }

  @Test
  void shouldDrawTextsThatAreNoXml() throws Exception {
    String hostile = "<b> & \"]]>\0\ud83d \u001b[2J";
    Timeline timeline = of(new Step(new TurnEvent.Typed(100, hostile), List.of()));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(TimelineSvg.of(timeline))));
    assertThat(document.getDocumentElement().getTextContent())
        .contains("<b> & \"]]>\ufffd\ufffd \ufffd[2J");
    assertThat(TimelineText.of(timeline)).doesNotContain("\u001b", "\0");
  }

  @Test
  void shouldDrawASessionInWhichNothingHappened() {
    assertThat(TimelineSvg.of(of())).startsWith("<svg ").endsWith("</svg>\n");
  }
}
