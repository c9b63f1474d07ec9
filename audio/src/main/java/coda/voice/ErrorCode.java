package coda.voice;

import java.io.Serializable;

/**
 * What can go wrong, by a name that stays: an entry of the catalogue of errors.
 *
 * <p>Each module has enums of its own ({@code AudioError}, {@code EngineError}, {@code
 * GatewayError}, …); the constant is called like the code on the wire and carries its {@link
 * ErrorFacts}. To add a code, add a constant to the enum of its module, or another enum that
 * implements this, and write the table with {@code -Derrors.table.write=true} (see {@code
 * docs/errors.md}). No code is written as a text anywhere else; a test holds it.
 */
public interface ErrorCode extends Serializable {
  /** The name of the constant, which is the code on the wire. */
  String name();

  /** What it means and who does what. */
  ErrorFacts facts();

  /** The code on the wire: upper case, words joined by underscores. */
  default String code() {
    return name();
  }

  /**
   * A code that another process told, or a journal holds; this one may not know it.
   *
   * @param code as told
   */
  static ErrorCode told(String code) {
    return new ToldCode(code);
  }
}
