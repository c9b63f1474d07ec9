package coda.voice.testkit.simulation;

import coda.voice.testkit.scenario.AnswerStep;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.ToolManner;
import java.util.ArrayList;
import java.util.List;

/** What the assistant answers, and what goes wrong with it. */
final class RandomAnswers {
  private final Dice dice;
  private final String tool;
  private boolean usesTool;

  RandomAnswers(Dice dice, String tool) {
    this.dice = dice;
    this.tool = tool;
  }

  Given next() {
    List<AnswerStep> steps = new ArrayList<>();
    if (dice.percent(30)) {
      steps.add(new AnswerStep.Waits(dice.time(0, dice.percent(70) ? 600 : 5000)));
    }
    if (dice.percent(15)) {
      steps.add(new AnswerStep.Pace(dice.time(0, dice.percent(70) ? 80 : 800)));
    }
    if (dice.percent(4)) {
      steps.add(new AnswerStep.SaysNothing());
      return new EngineScript.Answer(steps);
    }
    boolean isProtected = dice.percent(8);
    if (isProtected) {
      steps.add(new AnswerStep.Protects());
    }
    if (dice.percent(85)) {
      steps.add(new AnswerStep.Says(dice.sentences(1, 3)));
    }
    if (isProtected && dice.percent(50)) {
      steps.add(new AnswerStep.StopsProtecting());
    }
    if (dice.percent(20)) {
      usesTool = true;
      steps.add(new AnswerStep.Calls(tool));
      if (dice.percent(20)) {
        steps.add(new AnswerStep.Calls(tool));
      }
      steps.add(new AnswerStep.Says(dice.sentences(1, 2)));
    }
    if (dice.percent(12)) {
      steps.add(new AnswerStep.Waits(dice.time(200, 5000)));
      steps.add(new AnswerStep.Says(dice.sentences(1, 1)));
    }
    if (steps.isEmpty()) {
      steps.add(new AnswerStep.Says(dice.sentences(1, 1)));
    }
    if (dice.percent(16)) {
      steps.add(
          dice.oneOf(
              new AnswerStep.Fails(),
              new AnswerStep.Stalls(),
              new AnswerStep.EndsTwice(),
              new AnswerStep.TalksOn()));
    }
    return new EngineScript.Answer(steps);
  }

  /** The tool the answers call. */
  void tools(List<Given> givens) {
    if (!usesTool) {
      return;
    }
    List<ToolManner> manners = new ArrayList<>();
    if (dice.percent(60)) {
      manners.add(new ToolManner.ChangesSomething());
    }
    if (dice.percent(60)) {
      manners.add(new ToolManner.Takes(dice.time(0, dice.percent(70) ? 600 : 4000)));
    }
    if (dice.percent(15)) {
      manners.add(dice.oneOf(new ToolManner.Fails(), new ToolManner.NeverEnds()));
    }
    givens.add(new EngineScript.HasTool(tool, manners));
  }
}
