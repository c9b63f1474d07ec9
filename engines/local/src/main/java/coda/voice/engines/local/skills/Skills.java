package coda.voice.engines.local.skills;

import java.util.List;

/** The one place where skills are listed. */
public final class Skills {
  private Skills() {}

  /** Every skill; of two that fit equally well the earlier one answers. */
  public static List<Skill> all() {
    return List.of(
        new Greeting(),
        new HowAreYou(),
        new WhoAreYou(),
        new Help(),
        new TellTime(),
        new TellDate(),
        new TellDay(),
        new Arithmetic(),
        new Conversion(),
        new SetTimer(),
        new TimerLength(),
        new ListTimers(),
        new CancelTimer(),
        new AddToList(),
        new RemoveFromList(),
        new ReadList(),
        new ClearList(),
        new Remember(),
        new Recall(),
        new Forget(),
        new FlipCoin(),
        new RollDice(),
        new TellJoke(),
        new RepeatThat(),
        new RepeatMe(),
        new SpeakingRate(),
        new Stop(),
        new ThankYou(),
        new Goodbye());
  }
}
