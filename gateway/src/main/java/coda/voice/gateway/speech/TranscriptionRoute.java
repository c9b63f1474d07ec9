package coda.voice.gateway.speech;

import coda.voice.audio.file.SoundFile;
import coda.voice.conversation.SessionEngines;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.speech.Upload.Form;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** {@code POST /v1/audio/transcriptions}: the words of a recording. */
final class TranscriptionRoute {
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final SpeechParts parts;
  private final UploadRoom room;

  /**
   * The route.
   *
   * @param parts what it needs
   * @param room for all uploads together
   */
  TranscriptionRoute(SpeechParts parts, UploadRoom room) {
    this.parts = parts;
    this.room = room;
  }

  void handle(RoutingContext context, RouteAccess access) {
    Work work = Work.admit(context, access, parts);
    work.guard(
        () ->
            Upload.read(
                context,
                work,
                parts.keeper().limits().sizes().uploadBytes(),
                room,
                form -> transcribe(context, work, form)));
  }

  private void transcribe(RoutingContext context, Work work, Form form) {
    TranscriptionOrder order = TranscriptionOrder.of(form.fields());
    SoundFile recording = SoundFile.of(form.file());
    SessionEngines engines = parts.service().engines();
    String language =
        Language.choose(
            order.language(), parts.defaults().get().language(), engines.recognizer().languages());
    work.begin(
        () -> {
          if (order.stream()) {
            stream(work, recording, engines, language);
          } else {
            Heard heard = hear(recording, engines, language, segment -> {});
            work.loop().runOnContext(go -> answer(context, heard, language, order));
          }
        });
  }

  private Heard hear(
      SoundFile recording, SessionEngines engines, String language, Consumer<Segment> listener) {
    int mostMs = parts.keeper().limits().sizes().turnAudioMs();
    try (Transcriber transcriber =
        new Transcriber(engines, parts.pool(), language, mostMs, listener)) {
      return transcriber.hear(recording);
    }
  }

  private static void answer(
      RoutingContext context, Heard heard, String language, TranscriptionOrder order) {
    if (context.response().closed()) {
      return;
    }
    switch (order.format()) {
      case JSON -> SpeechAnswers.send(context.response(), 200, TranscriptText.json(heard));
      case VERBOSE_JSON ->
          SpeechAnswers.send(
              context.response(), 200, TranscriptText.verbose(heard, language, order));
      case TEXT -> text(context, PLAIN, heard.text() + "\n");
      case SRT -> text(context, "application/x-subrip; charset=utf-8", TranscriptText.srt(heard));
      case VTT -> text(context, "text/vtt; charset=utf-8", TranscriptText.vtt(heard));
    }
  }

  private static void text(RoutingContext context, String mediaType, String text) {
    var unused = SpeechAnswers.begin(context.response(), 200, mediaType).end(text);
  }

  private void stream(Work work, SoundFile recording, SessionEngines engines, String language)
      throws InterruptedException {
    TranscriptEvents events = new TranscriptEvents(work.stream("text/event-stream"));
    events.send(listener -> hear(recording, engines, language, listener));
  }
}
