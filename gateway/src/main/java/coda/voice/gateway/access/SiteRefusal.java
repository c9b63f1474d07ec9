package coda.voice.gateway.access;

/** Why a request is refused because of where it comes from. */
public enum SiteRefusal {
  /** A page of another site makes it. */
  ORIGIN(AccessError.ORIGIN_REFUSED, "Pages of this site may not use the server"),
  /** It names the server in a way that is not expected. */
  HOST(AccessError.HOST_REFUSED, "The server is not known by this name");

  private final AccessError code;
  private final String words;

  SiteRefusal(AccessError code, String words) {
    this.code = code;
    this.words = words;
  }

  /** Its code. */
  public AccessError code() {
    return code;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
