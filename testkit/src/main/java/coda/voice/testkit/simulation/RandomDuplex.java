package coda.voice.testkit.simulation;

import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.routing.HybridStrategy;
import coda.voice.conversation.routing.Selection;
import coda.voice.testkit.scenario.Action;
import coda.voice.testkit.scenario.DuplexAction;
import coda.voice.testkit.scenario.DuplexManner;
import coda.voice.testkit.scenario.DuplexScript;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.ModeTime;
import coda.voice.testkit.scenario.Setting;
import java.util.ArrayList;
import java.util.List;

/** A duplex model beside the chain, in any mode, and what goes wrong with it. */
final class RandomDuplex {
  private final Dice dice;

  RandomDuplex(Dice dice) {
    this.dice = dice;
  }

  /** The mode, how it works, and how the model is there. */
  void settings(List<Given> givens) {
    givens.add(new Setting.Processing(mode()));
    if (dice.percent(50)) {
      givens.add(new Setting.Strategy(dice.oneOf(HybridStrategy.values())));
    }
    if (dice.percent(50)) {
      givens.add(new Setting.Preference(dice.oneOf(Selection.values())));
    }
    sometimes(givens, ModeTime.CHOICE, 0, 1500);
    sometimes(givens, ModeTime.DUPLEX_WAIT, 100, 1500);
    sometimes(givens, ModeTime.TAKEOVER, 200, 3000);
    sometimes(givens, ModeTime.DUPLEX_IDLE, 1000, 5000);
    // Something of it is always said, so that it is there in traditional mode, too.
    givens.add(new DuplexScript.OpensAfter(dice.time(0, dice.percent(80) ? 60 : 3000)));
    switch (dice.number(0, 19)) {
      case 0 -> givens.add(new DuplexScript.IsBusy(dice.number(1, 3)));
      case 1 -> givens.add(new DuplexScript.FailsAsItOpens(dice.number(1, 2)));
      case 2 -> givens.add(new DuplexScript.CannotBeReached());
      default -> {}
    }
  }

  private ProcessingMode mode() {
    return dice.percent(10)
        ? ProcessingMode.TRADITIONAL
        : dice.oneOf(ProcessingMode.MOSHI_ONLY, ProcessingMode.HYBRID, ProcessingMode.ADAPTIVE);
  }

  private void sometimes(List<Given> givens, ModeTime what, long fromMs, long toMs) {
    if (dice.percent(20)) {
      givens.add(new Setting.TimeOfMode(what, dice.time(fromMs, toMs)));
    }
  }

  /** What it says next, or that it does not. */
  DuplexScript next() {
    return dice.percent(20)
        ? new DuplexScript.KeepsSilent()
        : new DuplexScript.Answers(dice.words(1, 8), manners());
  }

  private List<DuplexManner> manners() {
    List<DuplexManner> manners = new ArrayList<>();
    if (dice.percent(50)) {
      manners.add(new DuplexManner.After(dice.time(0, dice.percent(80) ? 600 : 3000)));
    }
    if (dice.percent(40)) {
      manners.add(new DuplexManner.Yields());
    }
    if (dice.percent(20)) {
      manners.add(new DuplexManner.InPieces());
    }
    if (dice.percent(5)) {
      manners.add(new DuplexManner.WithoutWords());
    }
    if (dice.percent(12)) {
      int words = dice.number(0, 4);
      manners.add(
          dice.oneOf(
              new DuplexManner.Stalls(words),
              new DuplexManner.Dies(words),
              new DuplexManner.IsLost(words)));
    }
    return manners;
  }

  /** Something it does by itself, or the client wants of it. */
  Action action() {
    return switch (dice.number(0, 9)) {
      case 0 -> new DuplexAction.Dies();
      case 1 -> new DuplexAction.IsLost(dice.time(100, 2000));
      case 2 -> new DuplexAction.GoesAway();
      case 3 -> new DuplexAction.ComesBack();
      case 4, 5 -> new Setting.Processing(dice.oneOf(ProcessingMode.values()));
      default -> new DuplexAction.Says(dice.words(1, 6), manners());
    };
  }
}
