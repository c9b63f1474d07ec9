package coda.voice.protocol.realtime;

import java.util.Optional;

/**
 * The JSON of {@code POST /v1/realtime/client_secrets}, and of {@code POST /v1/realtime/sessions}
 * and {@code …/transcription_sessions}, which the beta dialect has in its place.
 */
public final class ClientSecrets {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final int LEAST_SECONDS = 10;
  private static final int MOST_SECONDS = 7_200;
  private static final int USUAL_SECONDS = 600;
  private static final int BETA_SECONDS = 60;

  private ClientSecrets() {}

  /**
   * What a client asks for.
   *
   * @param seconds that the key opens sessions, 10 to 7200
   * @param session what its sessions begin with, over the defaults
   */
  public record Request(int seconds, SessionPatch session) {}

  /**
   * A key.
   *
   * @param value {@code ek_…}
   * @param expiresAt seconds since 1970
   * @param session what its sessions begin with
   */
  public record Response(String value, long expiresAt, SessionObject session) {
    /** Without the key. */
    @Override
    public String toString() {
      return "Response[expiresAt=" + expiresAt + ", session=" + session.id() + "]";
    }
  }

  /**
   * Reads a request.
   *
   * @param body may be empty
   * @throws RealtimeException when it cannot be understood
   */
  public static Request read(String body) {
    Fields fields = RealtimeReader.fields(Mapping.mapper(MAX_BYTES), MAX_BYTES, orElseEmpty(body));
    Fields expires = fields.object("expires_after");
    Optional<String> anchor = expires.text("anchor", 100);
    if (anchor.isPresent() && !anchor.get().equals("created_at")) {
      throw Faults.value(
          expires.path("anchor"), Fields.shown(expires.node().get("anchor")), "created_at");
    }
    return new Request(
        expires.integer("seconds", LEAST_SECONDS, MOST_SECONDS).orElse(USUAL_SECONDS),
        SessionPatch.read(fields.object("session"), Dialect.GA));
  }

  /**
   * Reads a request of the beta dialect; its keys last a minute.
   *
   * @param body a flat session, may be empty
   * @param type by the path that was asked
   * @throws RealtimeException when it cannot be understood
   */
  public static Request readBeta(String body, SessionType type) {
    Fields fields = RealtimeReader.fields(Mapping.mapper(MAX_BYTES), MAX_BYTES, orElseEmpty(body));
    return new Request(
        BETA_SECONDS,
        switch (type) {
          case REALTIME -> SessionPatch.read(fields, Dialect.BETA);
          case TRANSCRIPTION -> SessionPatch.readTranscription(fields);
        });
  }

  private static String orElseEmpty(String body) {
    return body.isBlank() ? "{}" : body;
  }

  /**
   * The answer.
   *
   * @param response the key
   */
  public static String write(Response response) {
    return Mapping.text(
        new Out()
            .text("value", response.value())
            .whole("expires_at", response.expiresAt())
            .set("session", SessionOut.write(response.session(), Dialect.GA))
            .node());
  }

  /**
   * The answer in the beta dialect: a session that holds the key.
   *
   * @param response the key
   */
  public static String writeBeta(Response response) {
    return Mapping.text(
        SessionOut.write(response.session(), Dialect.BETA)
            .set(
                "client_secret",
                new Out().text("value", response.value()).whole("expires_at", response.expiresAt()))
            .node());
  }

  /**
   * The body of an HTTP answer that refuses.
   *
   * @param error why
   */
  public static String writeError(RealtimeError error) {
    return Mapping.text(new Out().set("error", ErrorOut.http(error)).node());
  }
}
