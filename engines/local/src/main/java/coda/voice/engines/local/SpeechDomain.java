package coda.voice.engines.local;

import java.util.List;

/** What the local assistant expects to hear, for recognisers that work with a limited language. */
public interface SpeechDomain {
  /** A JSGF grammar of every phrase a skill answers; lower case, public rule {@code <command>}. */
  String jsgf();

  /**
   * Example sentences for a statistical language model: what skills expect and ordinary talk around
   * them; lower case, no punctuation, numbers as words.
   */
  List<String> sentences();
}
