package coda.voice.testkit.conformance;

import coda.voice.engine.Tool;

/**
 * A tool that is only described.
 *
 * @param name the model calls it so
 * @param byClient whether the client runs it
 */
record DescribedTool(String name, boolean byClient) implements Tool {
  static DescribedTool byClient(String name) {
    return new DescribedTool(name, true);
  }

  @Override
  public String description() {
    return "The " + name + " in a city, now.";
  }

  @Override
  public String parameters() {
    return """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
         "properties":{"city":{"type":"string","minLength":1},
                       "unit":{"enum":["C","F"]}},
         "required":["city"],"additionalProperties":false}""";
  }

  @Override
  public boolean sideEffects() {
    return false;
  }

  @Override
  public void run(ToolCall call, ToolListener listener) {
    listener.onResult("sunny");
  }
}
