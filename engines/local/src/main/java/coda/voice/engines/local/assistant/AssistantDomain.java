package coda.voice.engines.local.assistant;

import coda.voice.engines.local.SpeechDomain;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the assistant expects to hear: its skills, and ordinary talk around them. Made once; every
 * decoder of a recogniser asks for it.
 */
public final class AssistantDomain implements SpeechDomain {
  private final String jsgf;
  private final List<String> sentences;

  /** Of every skill. */
  public AssistantDomain() {
    Understanding understanding = Understanding.ofAllSkills();
    jsgf = understanding.jsgf();
    sentences =
        Stream.concat(understanding.sentences().stream(), EverydaySpeech.sentences().stream())
            .distinct()
            .toList();
  }

  @Override
  public String jsgf() {
    return jsgf;
  }

  @Override
  public List<String> sentences() {
    return sentences;
  }
}
