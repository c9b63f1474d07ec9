package coda.voice.gateway.access;

/** One way to prove who one is. May be used from any thread; may block. */
public interface Proof {
  /**
   * Whether a text has the form of this proof.
   *
   * @param text as it was presented
   */
  boolean reads(String text);

  /**
   * Who presents it.
   *
   * @param text of this form
   * @param purpose what for
   * @throws AccessException if it is not accepted; nothing else is ever thrown because of the text
   */
  Identity identify(String text, Purpose purpose);
}
