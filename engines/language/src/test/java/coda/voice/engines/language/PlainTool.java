package coda.voice.engines.language;

import coda.voice.engine.Tool;

/** A tool without arguments that is only described. */
public record PlainTool(String name) implements Tool {
  @Override
  public String description() {
    return "The " + name + ".";
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
    listener.onResult("nothing");
  }
}
