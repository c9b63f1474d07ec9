package coda.voice.testkit;

import coda.voice.engine.Tool;

/** A tool of the session that has its result at once. */
record EagerTool(String name) implements Tool {
  @Override
  public String description() {
    return "Finds something at once.";
  }

  @Override
  public String parameters() {
    return "{\"type\":\"object\"}";
  }

  @Override
  public boolean sideEffects() {
    return false;
  }

  @Override
  public void run(ToolCall call, ToolListener listener) {
    listener.onResult("found");
  }
}
