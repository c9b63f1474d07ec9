package coda.voice.testkit.simulation;

import coda.voice.testkit.scenario.SpeechManner;
import java.util.ArrayList;
import java.util.List;

/** How something is spoken and understood, mostly well. */
final class RandomSpeech {
  private final Dice dice;

  RandomSpeech(Dice dice) {
    this.dice = dice;
  }

  List<SpeechManner> manners(String words) {
    List<SpeechManner> manners = new ArrayList<>();
    int count = words.split(" ").length;
    if (dice.percent(30)) {
      manners.add(new SpeechManner.Lasting(count * dice.time(60, 400)));
    }
    if (dice.percent(50)) {
      manners.add(new SpeechManner.Finished(dice.oneOf(0.0, 0.2, 0.5, 0.8, 0.9, 1.0)));
    }
    if (dice.percent(12)) {
      manners.add(new SpeechManner.WithoutPartials());
    } else if (dice.percent(8)) {
      manners.add(new SpeechManner.Partial(dice.words(1, 3), dice.time(0, 1200)));
    }
    if (dice.percent(30)) {
      manners.add(fault());
    }
    return manners;
  }

  private SpeechManner fault() {
    return switch (dice.number(0, 9)) {
      case 0 -> new SpeechManner.NeverUnderstood();
      case 1 -> new SpeechManner.NotUnderstood();
      case 2 -> new SpeechManner.UnderstoodTwice();
      case 3 -> new SpeechManner.UnderstoodTooEarly();
      case 4, 5 -> new SpeechManner.UnderstoodAs(dice.percent(50) ? "" : dice.words(1, 4));
      default -> new SpeechManner.UnderstoodAfter(dice.time(0, dice.percent(50) ? 400 : 3000));
    };
  }
}
