package coda.voice.testkit.play;

/** A reply that a client has received, word by word. */
public final class VoicedReply {
  private final VoicedWords words = new VoicedWords();
  private final HeardReply reply;

  /**
   * Nothing of it yet.
   *
   * @param replyId which
   */
  public VoicedReply(String replyId) {
    reply = new HeardReply(replyId, words);
  }

  /** A word of the duplex model. */
  public VoicedReply duplex() {
    return arrives(words.sings("word", Sound.FRAME));
  }

  /** A word of the synthesiser. */
  public VoicedReply chain() {
    return arrives(words.speak("word", Sound.FRAME));
  }

  private VoicedReply arrives(short[] samples) {
    reply.arrives(samples, samples.length, 0);
    return this;
  }

  /** What the client knows. */
  public HeardReply reply() {
    return reply;
  }
}
