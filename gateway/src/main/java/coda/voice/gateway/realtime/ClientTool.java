package coda.voice.gateway.realtime;

import coda.voice.engine.Tool;

/**
 * A function that the client runs.
 *
 * @param name as the client calls it
 * @param description for the model
 * @param parameters a JSON schema of one object
 */
record ClientTool(String name, String description, String parameters) implements Tool {
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
    throw new IllegalStateException("The client runs " + name);
  }
}
