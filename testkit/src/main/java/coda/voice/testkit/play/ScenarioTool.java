package coda.voice.testkit.play;

import coda.voice.conversation.SessionLoop;
import coda.voice.engine.EngineException;
import coda.voice.engine.Tool;
import coda.voice.testkit.scenario.EngineScript.HasTool;
import coda.voice.testkit.scenario.ToolManner;

/** A tool that works as the scenario says, and counts how often it ran. */
final class ScenarioTool implements Tool {
  private final SessionLoop loop;
  private final String name;
  private final Runnable started;
  private boolean sideEffects;
  private boolean fails;
  private boolean ends = true;
  private long takesMs;
  private String result = "done";
  private int runs;

  /**
   * A tool.
   *
   * @param script how it works
   * @param loop whose time it lives in
   * @param started told when it runs for the first time
   */
  ScenarioTool(HasTool script, SessionLoop loop, Runnable started) {
    this.loop = loop;
    this.name = script.name();
    this.started = started;
    for (ToolManner manner : script.manners()) {
      switch (manner) {
        case ToolManner.ChangesSomething m -> sideEffects = true;
        case ToolManner.Takes m -> takesMs = m.ms();
        case ToolManner.Returns m -> result = m.text();
        case ToolManner.Fails m -> fails = true;
        case ToolManner.NeverEnds m -> ends = false;
      }
    }
  }

  /** How often it ran. */
  int runs() {
    return runs;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "Of the scenario.";
  }

  @Override
  public String parameters() {
    return "{\"type\":\"object\"}";
  }

  @Override
  public boolean sideEffects() {
    return sideEffects;
  }

  @Override
  public void run(ToolCall call, ToolListener listener) {
    if (++runs == 1) {
      started.run();
    }
    if (!ends) {
      return;
    }
    loop.schedule(
        takesMs,
        () -> {
          if (fails) {
            listener.onFailure(EngineException.failed(name, new IllegalStateException("scenario")));
          } else {
            listener.onResult(result);
          }
        });
  }
}
