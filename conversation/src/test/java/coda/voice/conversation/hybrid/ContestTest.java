package coda.voice.conversation.hybrid;

import static coda.voice.conversation.routing.Answerer.CHAIN;
import static coda.voice.conversation.routing.Answerer.DUPLEX;
import static coda.voice.conversation.routing.Route.PARALLEL;
import static coda.voice.conversation.routing.Route.SEQUENTIAL;
import static coda.voice.conversation.routing.Selection.BALANCED;
import static coda.voice.conversation.routing.Selection.FASTEST;
import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.routing.Route;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static Rivals parallel() {
    return new Rivals(PARALLEL, false, BALANCED, false).begin();
  }

  private static Rivals fastest() {
    return new Rivals(PARALLEL, false, FASTEST, false).begin();
  }

  private static Rivals takingOver() {
    return new Rivals(SEQUENTIAL, true, BALANCED, false).begin();
  }

  private static Rivals smallTalk() {
    return new Rivals(SEQUENTIAL, false, BALANCED, false).begin();
  }

  private static Rivals chainAlone() {
    return new Rivals(Route.CHAIN, false, BALANCED, false).begin();
  }

  // Parallel

  @Test
  void bothAreAskedInParallel() {
    Rivals r = parallel();
    assertThat(r.chain.asked).isTrue();
    assertThat(r.duplex.asked).isTrue();
  }

  @Test
  void whoeverIsThereFirstIsHeardWhereSpeedDecides() {
    Rivals r = fastest();
    r.duplex.word();
    assertThat(r.told).containsExactly("DUPLEX: it was there first");
    assertThat(r.chain.cancelled).isTrue();
    assertThat(r.chain.confirmed).isZero();
    r.duplex.made();
    assertThat(r.told).endsWith("made");
  }

  @Test
  void theFirstWaitsToBeComparedWithTheOther() {
    Rivals r = parallel();
    r.duplex.word();
    r.pass(500);
    assertThat(r.told).isEmpty();
    r.chain.word();
    assertThat(r.told).containsExactly("compared C0/D0", "CHAIN: preferred");
    assertThat(r.duplex.cancelled).isTrue();
    assertThat(r.chain.confirmed).isEqualTo(1);
  }

  @Test
  void theBetterOneMayBeTheModel() {
    Rivals r = parallel();
    r.preferred = DUPLEX;
    r.chain.word();
    r.duplex.word();
    assertThat(r.told).endsWith("DUPLEX: preferred");
    assertThat(r.chain.cancelled).isTrue();
    assertThat(r.chain.confirmed).isZero();
  }

  @Test
  void theFirstWaitsForSoLongOnly() {
    Rivals r = parallel();
    r.duplex.word();
    r.pass(600);
    assertThat(r.told).containsExactly("DUPLEX: the other was not there in time");
  }

  @Test
  void theFirstWaitsForNobodyWhoFailed() {
    Rivals r = parallel();
    r.duplex.word();
    r.chain.fails();
    assertThat(r.told).containsExactly("CHAIN let down", "DUPLEX: the other has no answer");
    r.duplex.made();
    assertThat(r.told).endsWith("made");
  }

  @Test
  void aModelThatFailsLeavesItToTheChain() {
    Rivals r = parallel();
    r.duplex.fails();
    r.chain.word();
    assertThat(r.told).containsExactly("DUPLEX let down", "CHAIN: the other has no answer");
  }

  @Test
  void whenBothFailTheAnswerFails() {
    Rivals r = parallel();
    r.duplex.fails();
    r.chain.fails();
    assertThat(r.told).endsWith("failed");
    assertThat(r.loop.waiting()).isZero();
  }

  @Test
  void aChainThatFailsAtOnceDoesNotEndItBeforeTheModelWasAsked() {
    Rivals r = new Rivals(PARALLEL, false, BALANCED, false);
    r.chain.failsAtOnce = true;
    r.begin();
    assertThat(r.ends()).isZero();
    r.duplex.word();
    assertThat(r.told).endsWith("DUPLEX: the other has no answer");
  }

  @Test
  void whenBothFailAtOnceItEndsOnce() {
    Rivals r = new Rivals(PARALLEL, false, BALANCED, false);
    r.chain.failsAtOnce = true;
    r.duplex.failsAtOnce = true;
    r.begin();
    assertThat(r.ends()).isEqualTo(1);
    assertThat(r.loop.waiting()).isZero();
  }

  @Test
  void aModelThatKeepsSilentIsNotWaitedForWhenTheChainFailed() {
    Rivals r = parallel();
    r.chain.fails();
    assertThat(r.ends()).as("the model may still speak").isZero();
    r.pass(1_000);
    assertThat(r.told).endsWith("failed");
    assertThat(r.duplex.cancelled).isTrue();
  }

  @Test
  void aChainWithNothingToSayHasAnswered() {
    Rivals r = parallel();
    r.chain.made();
    r.duplex.fails();
    assertThat(r.told).endsWith("made");
  }

  @Test
  void aToolMakesItTheChainsAnswer() {
    Rivals r = parallel();
    r.duplex.word();
    r.chain.callsTool();
    assertThat(r.told).containsExactly("tool");
    assertThat(r.duplex.cancelled).isTrue();
    assertThat(r.chain.confirmed).isEqualTo(1);
    r.pass(5_000);
    assertThat(r.told).as("however long it takes").containsExactly("tool");
    r.contest.toolResult("call_1", "done");
    assertThat(r.chain.results).containsExactly("call_1=done");
    r.chain.word();
    assertThat(r.told).endsWith("CHAIN: it needs a tool");
  }

  @Test
  void theFirstWordsOfEitherAreTold() {
    Rivals r = parallel();
    r.chain.text();
    r.duplex.text();
    assertThat(r.told).containsExactly("text");
  }

  @Test
  void whoIsNotHeardIsNotOnTheTrack() {
    Rivals r = parallel();
    r.chain.word();
    r.chain.word();
    r.duplex.word();
    r.read(100);
    assertThat(r.frames).hasSize(10).containsOnly(CHAIN);
    assertThat(r.contest.track().allText()).isEqualTo("C0 C1");
  }

  // One after the other

  @Test
  void aModelThatTakesTheFloorGivesItToTheChain() {
    Rivals r = takingOver();
    r.duplex.word();
    r.duplex.word();
    r.duplex.word();
    assertThat(r.told).containsExactly("DUPLEX: holds the floor");
    r.read(7);
    r.chain.word();
    r.chain.made();
    assertThat(r.told)
        .containsExactly(
            "DUPLEX: holds the floor", "CHAIN: takes over, the turn asks for more", "made");
    assertThat(r.duplex.cancelled).isTrue();
    assertThat(r.chain.confirmed).isEqualTo(1);
    r.read(100);
    assertThat(r.contest.track().allText()).as("the second word was begun").isEqualTo("D0 D1 C0");
    assertThat(r.shown.toString()).isEqualTo("D0 D1 C0");
    assertThat(r.contest.track().exhausted()).isTrue();
  }

  @Test
  void aChainThatIsThereFirstNeedsNobodyToHoldTheFloor() {
    Rivals r = takingOver();
    r.chain.word();
    assertThat(r.told).containsExactly("CHAIN: it was there first, and the turn asks for more");
    assertThat(r.duplex.cancelled).isTrue();
  }

  @Test
  void theChainTakesOverInTimeOrNotAtAll() {
    Rivals r = takingOver();
    r.duplex.word();
    r.pass(3_000);
    assertThat(r.chain.cancelled).isTrue();
    assertThat(r.chain.confirmed).isZero();
    r.duplex.made();
    assertThat(r.told).containsExactly("DUPLEX: holds the floor", "made");
  }

  @Test
  void aChainThatUsesAToolHasTime() {
    Rivals r = takingOver();
    r.duplex.word();
    r.chain.callsTool();
    assertThat(r.chain.confirmed).isEqualTo(1);
    r.pass(10_000);
    assertThat(r.chain.cancelled).isFalse();
    r.chain.word();
    assertThat(r.told)
        .containsExactly(
            "DUPLEX: holds the floor", "tool", "CHAIN: takes over, the turn asks for more");
  }

  @Test
  void aChainThatFailsAfterItUsedAToolHasNotAnswered() {
    Rivals r = takingOver();
    r.duplex.word();
    r.duplex.word();
    r.read(1);
    r.chain.callsTool();
    r.chain.fails();
    assertThat(r.told).endsWith("failed");
    assertThat(r.duplex.cancelled).isTrue();
    r.read(100);
    assertThat(r.contest.track().allText()).isEqualTo("D0");
  }

  @Test
  void theModelsWordsRemainTheAnswerOfAChainThatFails() {
    Rivals r = takingOver();
    r.duplex.word();
    r.chain.fails();
    r.duplex.word();
    r.duplex.made();
    assertThat(r.told).containsExactly("DUPLEX: holds the floor", "CHAIN let down", "made");
    assertThat(r.contest.track().allText()).isEqualTo("D0 D1");
  }

  @Test
  void aModelThatHasSaidItsWordsWaitsForTheChain() {
    Rivals r = takingOver();
    r.duplex.word();
    r.duplex.made();
    r.read(100);
    assertThat(r.ends()).isZero();
    r.chain.word();
    r.chain.made();
    assertThat(r.told).endsWith("CHAIN: takes over, the turn asks for more", "made");
    assertThat(r.contest.track().allText()).isEqualTo("D0 C0");
  }

  @Test
  void aModelThatBreaksOffWhileItHoldsTheFloorIsTakenOverFrom() {
    Rivals r = takingOver();
    r.duplex.word();
    r.duplex.fails();
    assertThat(r.ends()).isZero();
    r.chain.word();
    r.chain.made();
    assertThat(r.told).endsWith("CHAIN: takes over, the turn asks for more", "made");
  }

  @Test
  void whenItBreaksOffAndTheChainFailsTheAnswerFails() {
    Rivals r = takingOver();
    r.duplex.word();
    r.duplex.fails();
    r.chain.fails();
    assertThat(r.told).endsWith("failed");
  }

  @Test
  void smallTalkIsTheModelsOwn() {
    Rivals r = smallTalk();
    assertThat(r.chain.asked).isFalse();
    r.duplex.word();
    assertThat(r.told).containsExactly("DUPLEX: answers the turn");
    r.duplex.made();
    assertThat(r.told).endsWith("made");
    assertThat(r.chain.asked).isFalse();
  }

  @Test
  void theChainIsAskedWhenTheModelKeepsSilent() {
    Rivals r = smallTalk();
    r.pass(999);
    assertThat(r.chain.asked).isFalse();
    r.pass(1);
    assertThat(r.chain.asked).isTrue();
    r.chain.word();
    assertThat(r.told).containsExactly("DUPLEX let down", "CHAIN: the duplex model keeps silent");
  }

  @Test
  void theChainIsAskedAtOnceWhenTheModelFails() {
    Rivals r = smallTalk();
    r.duplex.fails();
    assertThat(r.chain.asked).isTrue();
    r.chain.word();
    assertThat(r.told).endsWith("CHAIN: the duplex model has no answer");
  }

  @Test
  void aModelThatIsGoneBeforeItWasAskedIsNoEnd() {
    Rivals r = new Rivals(SEQUENTIAL, false, BALANCED, false);
    r.duplex.failsAtOnce = true;
    r.begin();
    assertThat(r.chain.asked).isTrue();
    assertThat(r.ends()).isZero();
  }

  @Test
  void aModelThatSpeaksLateIsNotInterruptedByTheChainItWasTooLateFor() {
    Rivals r = smallTalk();
    r.pass(1_000);
    r.duplex.word();
    assertThat(r.told).containsExactly("DUPLEX let down", "DUPLEX: answers the turn");
    assertThat(r.chain.cancelled).isTrue();
    r.duplex.word();
    r.duplex.made();
    assertThat(r.told).endsWith("made");
    assertThat(r.contest.track().allText()).isEqualTo("D0 D1");
  }

  @Test
  void aModelThatBreaksOffInMidAnswerIsAFailure() {
    Rivals r = smallTalk();
    r.duplex.word();
    r.duplex.fails();
    assertThat(r.told).containsExactly("DUPLEX: answers the turn", "DUPLEX let down", "failed");
    assertThat(r.chain.asked).as("half an answer is not answered again").isFalse();
  }

  @Test
  void whenNobodyHasAnAnswerItFails() {
    Rivals r = smallTalk();
    r.duplex.fails();
    r.chain.fails();
    assertThat(r.told).endsWith("failed");
    assertThat(r.loop.waiting()).isZero();
  }

  // The chain alone, and the model when it fails

  @Test
  void theModelIsNotAskedWhileTheChainWorks() {
    Rivals r = chainAlone();
    assertThat(r.duplex.asked).isFalse();
    r.chain.word();
    r.chain.made();
    assertThat(r.told).containsExactly("CHAIN: answers the turn", "made");
  }

  @Test
  void theModelAnswersForAChainThatFails() {
    Rivals r = chainAlone();
    r.chain.fails();
    assertThat(r.duplex.asked).isTrue();
    r.duplex.word();
    r.duplex.made();
    assertThat(r.told).containsExactly("CHAIN let down", "DUPLEX: the chain has no answer", "made");
  }

  @Test
  void theModelDoesNotAnswerForAChainThatUsedATool() {
    Rivals r = chainAlone();
    r.chain.callsTool();
    r.chain.fails();
    assertThat(r.duplex.asked).isFalse();
    assertThat(r.told).endsWith("failed");
  }

  @Test
  void aModelThatHasSpokenAlreadyIsHeardOnce() {
    Rivals r = new Rivals(Route.CHAIN, false, BALANCED, false);
    r.duplex.speaksAtOnce = true;
    r.begin();
    r.chain.fails();
    assertThat(r.told).containsExactly("CHAIN let down", "DUPLEX: the chain has no answer");
    assertThat(r.contest.track().allText()).isEqualTo("D0");
  }

  @Test
  void aModelThatKeepsSilentDoesNotSaveAChainThatFails() {
    Rivals r = chainAlone();
    r.chain.fails();
    r.pass(1_000);
    assertThat(r.told).endsWith("failed");
  }

  @Test
  void aChainThatFailsInMidAnswerFails() {
    Rivals r = chainAlone();
    r.chain.word();
    r.chain.fails();
    assertThat(r.told).endsWith("failed");
    assertThat(r.duplex.asked).isFalse();
  }

  // On trust

  @Test
  void whatIsBegunOnTrustHasNoEffectsUntilItIsConfirmed() {
    Rivals r = new Rivals(PARALLEL, false, FASTEST, true).begin();
    r.chain.word();
    assertThat(r.chain.confirmed).isZero();
    r.contest.confirm();
    assertThat(r.chain.confirmed).isEqualTo(1);
  }

  @Test
  void whatTheChainMayDoWhenItIsHeardOnlyItIsNotConfirmedForBefore() {
    Rivals r = new Rivals(PARALLEL, false, BALANCED, true).begin();
    r.contest.confirm();
    assertThat(r.chain.confirmed).as("nobody hears it yet").isZero();
    r.chain.word();
    r.duplex.word();
    assertThat(r.chain.confirmed).isEqualTo(1);
  }

  @Test
  void whatWasBegunOnTrustAndThrownAwayTellsNothingMore() {
    Rivals r = new Rivals(SEQUENTIAL, true, BALANCED, true).begin();
    r.duplex.word();
    r.contest.cancel();
    assertThat(r.chain.cancelled).isTrue();
    assertThat(r.duplex.cancelled).isTrue();
    assertThat(r.loop.waiting()).isZero();
    r.contest.cancel();
    assertThat(r.ends()).isZero();
  }
}
