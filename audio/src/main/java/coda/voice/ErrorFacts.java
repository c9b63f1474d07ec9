package coda.voice;

import java.io.Serializable;

/**
 * What a code means and who does what about it.
 *
 * @param family its group
 * @param meaning what happened, one phrase without a full stop
 * @param old the codes of the earlier system that it stands for, for example {@code AUDIO_002}, or
 *     their family where the numbers are not known, for example {@code VRAM}; empty where that had
 *     none
 * @param client what a client does; empty if there is nothing to do for it
 * @param operator what an operator does; empty if there is nothing to do for them
 * @param retry whether the same may succeed later without a change
 * @param http the status of an HTTP answer; 500 where nothing else was said
 * @param close the close code of a WebSocket if it ends the connection, else 0
 */
public record ErrorFacts(
    ErrorFamily family,
    String meaning,
    String old,
    String client,
    String operator,
    boolean retry,
    int http,
    int close)
    implements Serializable {

  /**
   * The beginning of an entry; the other methods add to it.
   *
   * @param family its group
   * @param meaning what happened, one phrase without a full stop
   */
  public static ErrorFacts in(ErrorFamily family, String meaning) {
    return new ErrorFacts(family, meaning, "", "", "", false, 500, 0);
  }

  /**
   * What the earlier system called it.
   *
   * @param codes one, or several with commas
   */
  public ErrorFacts was(String codes) {
    return new ErrorFacts(family, meaning, codes, client, operator, retry, http, close);
  }

  /**
   * What a client does.
   *
   * @param advice one phrase without a full stop
   */
  public ErrorFacts client(String advice) {
    return new ErrorFacts(family, meaning, old, advice, operator, retry, http, close);
  }

  /**
   * What an operator does.
   *
   * @param advice one phrase without a full stop
   */
  public ErrorFacts operator(String advice) {
    return new ErrorFacts(family, meaning, old, client, advice, retry, http, close);
  }

  /** The same may succeed later without a change. */
  public ErrorFacts later() {
    return new ErrorFacts(family, meaning, old, client, operator, true, http, close);
  }

  /**
   * The status of an HTTP answer.
   *
   * @param status 400 to 599
   */
  public ErrorFacts http(int status) {
    return new ErrorFacts(family, meaning, old, client, operator, retry, status, close);
  }

  /**
   * It ends the connection.
   *
   * @param closeCode of the WebSocket
   */
  public ErrorFacts closes(int closeCode) {
    return new ErrorFacts(family, meaning, old, client, operator, retry, http, closeCode);
  }
}
