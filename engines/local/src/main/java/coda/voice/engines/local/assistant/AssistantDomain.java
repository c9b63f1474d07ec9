package coda.voice.engines.local.assistant;

import coda.voice.engines.local.SpeechDomain;
import java.util.List;
import java.util.stream.Stream;

/** What the assistant expects to hear: its skills, and ordinary talk around them. */
public final class AssistantDomain implements SpeechDomain {
  private final Understanding understanding = Understanding.ofAllSkills();

  /** Of every skill. */
  public AssistantDomain() {}

  @Override
  public String jsgf() {
    return understanding.jsgf();
  }

  @Override
  public List<String> sentences() {
    return Stream.concat(understanding.sentences().stream(), EverydaySpeech.sentences().stream())
        .distinct()
        .toList();
  }
}
