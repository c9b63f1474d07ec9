package coda.voice.gateway.speech;

import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;

/**
 * {@code /v1/audio/transcriptions}, {@code /v1/audio/speech} and {@code /v1/models}, as OpenAI's
 * clients know them, over the engines of this server. See {@code docs/rest-speech.md}.
 */
public final class SpeechApi implements HttpRoutes {
  private static final String TRANSCRIPTIONS = "/v1/audio/transcriptions";
  private static final String SPEECH = "/v1/audio/speech";
  private static final String MODELS = "/v1/models";
  private static final String MODEL = "/v1/models/:model";

  /** A text of 4,096 characters, each escaped, and as many instructions. */
  private static final int BODY_BYTES = 65_536;

  private final SpeechParts parts;
  private final TranscriptionRoute transcriptions;
  private final SpeechRoute speech;
  private final ModelRoutes models;

  /**
   * The paths.
   *
   * @param parts what they need
   * @param clock says since when there are models
   */
  public SpeechApi(SpeechParts parts, InstantSource clock) {
    this.parts = parts;
    this.transcriptions = new TranscriptionRoute(parts, UploadRoom.ofHeap());
    this.speech = new SpeechRoute(parts);
    this.models = new ModelRoutes(parts.service(), clock.instant());
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    // Two routes: on one, Vert.x wants the body to be read before anybody is asked who they are.
    router.post(TRANSCRIPTIONS).handler(access.require(Scope.TALK));
    router.post(TRANSCRIPTIONS).handler(context -> transcriptions.handle(context, access));
    router.post(SPEECH).handler(access.require(Scope.TALK));
    router.post(SPEECH).handler(SpeechRoute::check);
    router
        .post(SPEECH)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(context -> speech.handle(context, access));
    router.get(MODELS).handler(access.require(Scope.TALK)).handler(models::list);
    router.get(MODEL).handler(access.require(Scope.TALK)).handler(models::one);
    only(HttpMethod.POST, TRANSCRIPTIONS, router);
    only(HttpMethod.POST, SPEECH, router);
    only(HttpMethod.GET, MODELS, router);
    only(HttpMethod.GET, MODEL, router);
  }

  /** Whatever else is tried at a path is refused. */
  private static void only(HttpMethod method, String path, Router router) {
    router
        .route(path)
        .handler(
            context -> {
              context.response().putHeader("allow", method.name());
              context.fail(405);
            });
  }
}
