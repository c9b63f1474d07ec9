package coda.voice.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.Ended;
import coda.voice.conversation.SessionNotice.Interrupted;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.Problem;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.SessionNotice.ReplyText;
import coda.voice.conversation.SessionNotice.ReplyTimings;
import coda.voice.conversation.SessionNotice.SessionSummary;
import coda.voice.conversation.SessionNotice.StateChanged;
import coda.voice.conversation.SessionNotice.Transcribed;
import coda.voice.conversation.SessionNotice.TurnDropped;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import coda.voice.engine.Transcript;
import coda.voice.testkit.play.VoicedReply;
import coda.voice.testkit.scenario.UserAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no broken rule of the machine can bring about: a session that goes wrong by itself. */
class SessionChecksTest {
  private static final StateChanged STATE =
      new StateChanged("waiting", ProcessingMode.TRADITIONAL, false, true, 0);

  private final Violations violations = new Violations();
  private final NoticeCheck notices = new NoticeCheck(violations);
  private final SampleCheck samples = new SampleCheck(violations, 60);
  private final FramePool pool = new FramePool(8);

  private void told(SessionNotice... all) {
    for (SessionNotice notice : all) {
      notices.onNotice(0, notice);
    }
  }

  private static ReplyStarted started(String replyId) {
    return new ReplyStarted(replyId, "item_1");
  }

  private static ReplyEnded ended(String replyId) {
    return new ReplyEnded(replyId, Outcome.COMPLETED, "Yes.", 300, new ReplyTimings(0, 0, 0, 0, 0));
  }

  private static Ended over() {
    return new Ended("client", new SessionSummary(0, 0, 0, 0, 0, 0, 0, 0));
  }

  private static Transcribed words(boolean isFinal) {
    return new Transcribed("item_1", Transcript.of("hello"), isFinal);
  }

  private void violates(Invariant invariant) {
    assertThat(violations.all()).extracting(Violation::invariant).containsExactly(invariant);
  }

  @Test
  void aWholeReplyIsFine() {
    told(
        words(false),
        words(true),
        started("reply_1"),
        new ReplyText("reply_1", "Yes."),
        STATE,
        ended("reply_1"),
        started("reply_2"),
        new Interrupted("reply_2", "", 0, true, "client"),
        ended("reply_2"),
        over());

    assertThat(violations.all()).isEmpty();
  }

  @Test
  void twoRepliesAtOnceAreNoticed() {
    told(started("reply_1"), started("reply_2"));
    violates(Invariant.ONE_REPLY);
  }

  @Test
  void aReplyThatEndsTwiceIsNoticed() {
    told(started("reply_1"), ended("reply_1"), ended("reply_1"));
    violates(Invariant.ENDS_ONCE);
  }

  @Test
  void aReplyThatNeverEndsIsNoticed() {
    told(started("reply_1"), over());
    violates(Invariant.ENDS_ONCE);
  }

  @Test
  void wordsAfterTheEndAreNoticed() {
    told(started("reply_1"), ended("reply_1"), new ReplyText("reply_1", "And"));
    violates(Invariant.NOTHING_AFTER_THE_END);
  }

  @Test
  void aCutReplyThatDoesNotEndAtOnceIsNoticed() {
    told(started("reply_1"), new Interrupted("reply_1", "", 0, true, "client"), STATE);
    violates(Invariant.PARTS_ARE_CLOSED);
  }

  @Test
  void wordsOfATurnThatIsOverAreNoticed() {
    told(words(true), words(false));
    violates(Invariant.PARTS_ARE_CLOSED);
  }

  @Test
  void aTurnThatIsDroppedTwiceIsNoticed() {
    TurnDropped dropped = new TurnDropped("item_1", "TURN_NO_WORDS", "");
    told(dropped, dropped);
    violates(Invariant.PARTS_ARE_CLOSED);
  }

  @Test
  void aWordAfterTheLastIsNoticed() {
    told(over(), STATE);
    violates(Invariant.EVERYTHING_GIVEN_BACK);
  }

  @Test
  void aSessionThatFailsIsNoticed() {
    told(new Problem("INTERNAL_ERROR", "", ""));
    violates(Invariant.NEVER_THROWS);
  }

  private void arrive(int... numbers) {
    for (int number : numbers) {
      AudioFrame frame = frame(number);
      samples.onMicrophone(0, frame);
      frame.release();
    }
  }

  private void hear(int... numbers) {
    for (int number : numbers) {
      AudioFrame frame = frame(number);
      samples.onRecognitionHeard(frame);
      frame.release();
    }
  }

  private AudioFrame frame(int number) {
    int length = FramePool.samplesPerFrame(8_000);
    AudioFrame frame = pool.lease(8_000).length(length);
    frame.samples()[length - 1] = (short) number;
    return frame;
  }

  @Test
  void aRecognitionWithPreRollIsFine() {
    arrive(1, 2, 3, 4, 5);
    samples.onRecognitionOpened();
    hear(3, 4, 5);
    arrive(6);
    hear(6, 0, 0);
    arrive(7);
    hear(7);

    assertThat(violations.all()).isEmpty();
  }

  @Test
  void aFrameHeardTwiceIsNoticed() {
    samples.onRecognitionOpened();
    arrive(1);
    hear(1);
    samples.onRecognitionOpened();
    hear(1);
    violates(Invariant.SAMPLES_ONCE);
  }

  @Test
  void aLostFrameIsNoticed() {
    samples.onRecognitionOpened();
    arrive(1, 2, 3);
    hear(1, 3);
    violates(Invariant.SAMPLES_ONCE);
  }

  @Test
  void aShortPreRollIsNoticed() {
    arrive(1, 2, 3, 4, 5);
    samples.onRecognitionOpened();
    hear(5);
    arrive(6);
    violates(Invariant.SAMPLES_ONCE);
  }

  @Test
  void aFrameThatIsDroppedInSilenceIsNoticed() {
    arrive(1, 2, 4);
    samples.onNotice(0, new SessionNotice.AudioDropped(1));
    samples.compare();
    assertThat(violations.all()).isEmpty();

    arrive(6);
    samples.compare();
    violates(Invariant.CONTROL_IS_KEPT);
  }

  private final AnswerCheck answers = new AnswerCheck(violations);

  private void says(String text, Outcome outcome, String remembered) {
    answers.onNotice(0, new ReplyText("reply_1", text));
    answers.onNotice(
        0, new ReplyEnded("reply_1", outcome, remembered, 300, new ReplyTimings(0, 0, 0, 0, 0)));
  }

  private void answeredBy(Answerer who) {
    answers.onNotice(0, new SessionNotice.AnsweredBy("reply_1", who, ""));
  }

  @Test
  void anAnswerThatIsRememberedAsShownIsFine() {
    says(" let me", Outcome.COMPLETED, "let me");
    says(" think", Outcome.TRUNCATED, "let me");
    assertThat(violations.all()).isEmpty();
  }

  @Test
  void aWordThatIsRememberedAndWasNotShownIsNoticed() {
    says("let", Outcome.TRUNCATED, "let me");
    violates(Invariant.ONE_ANSWER);
  }

  @Test
  void aWordThatWasShownAndIsForgottenIsNoticed() {
    says("let me", Outcome.COMPLETED, "let");
    violates(Invariant.ONE_ANSWER);
  }

  @Test
  void aWordThatWasHeardLaterAndNotShownIsNoticed() {
    says("let", Outcome.TRUNCATED, "let");
    answers.onNotice(0, new SessionNotice.HeardMore("reply_1", "let me", 300));
    violates(Invariant.ONE_ANSWER);
  }

  @Test
  void aToolOfAChainThatNobodyHearsIsNoticed() {
    answeredBy(Answerer.DUPLEX);
    answers.onNotice(0, new SessionNotice.ToolBegan("reply_1", "call_1", "order", "{}"));
    says("yes", Outcome.COMPLETED, "yes");
    answers.compare(List.of(new VoicedReply("reply_1").duplex().reply()));
    violates(Invariant.ONE_ANSWER);
  }

  @Test
  void aMutedModelThatIsHeardIsNoticed() {
    answeredBy(Answerer.CHAIN);
    says("yes", Outcome.COMPLETED, "yes");
    answers.compare(List.of(new VoicedReply("reply_1").chain().duplex().reply()));
    violates(Invariant.ONE_ANSWER);
  }

  @Test
  void aChainThatIsHeardAndShouldNotIsNoticed() {
    answeredBy(Answerer.DUPLEX);
    says("yes", Outcome.COMPLETED, "yes");
    answers.compare(List.of(new VoicedReply("reply_1").duplex().chain().reply()));
    violates(Invariant.ONE_ANSWER);
  }

  @Test
  void aChainThatTakesOverIsFine() {
    answeredBy(Answerer.DUPLEX);
    answeredBy(Answerer.CHAIN);
    says("let me yes", Outcome.COMPLETED, "let me yes");
    answers.compare(List.of(new VoicedReply("reply_1").duplex().chain().reply()));
    assertThat(violations.all()).isEmpty();
  }

  @Test
  void anAnswererOfAReplyThatIsOverIsNoticed() {
    told(
        started("reply_1"),
        ended("reply_1"),
        new SessionNotice.AnsweredBy("reply_1", Answerer.DUPLEX, ""));
    violates(Invariant.NOTHING_AFTER_THE_END);
  }

  @Test
  void anOrderThatGetsLostIsNoticed() {
    OrderCheck orders = new OrderCheck(violations);
    TurnEvent typed = new TurnEvent.Typed(0, "hello");
    TurnState state = TurnState.initial(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);
    orders.onStep(typed, TurnMachine.next(state, typed));
    orders.compare(List.of(new UserAction.Types("hello")));
    assertThat(violations.all()).isEmpty();

    orders.compare(List.of(new UserAction.Types("hello")));
    violates(Invariant.CONTROL_IS_KEPT);
  }
}
