package coda.voice.testkit;

import coda.voice.engine.Tool;

/** A tool that is only described: the client runs it. */
record ClientTool(String name) implements Tool {
  @Override
  public String description() {
    return "Does something at the client's.";
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
  public boolean byClient() {
    return true;
  }

  @Override
  public void run(ToolCall call, ToolListener listener) {
    throw new IllegalStateException("the client runs it");
  }
}
