package coda.voice.gateway.speech;

import static coda.voice.gateway.speech.SpeechError.SPEECH_MEDIA_TYPE;

import coda.voice.conversation.reply.SentenceSplitter;
import coda.voice.conversation.reply.SpokenText;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.http.Parameters;
import coda.voice.gateway.http.RouteAccess;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code POST /v1/audio/speech}: a text, spoken. */
final class SpeechRoute {
  private final SpeechParts parts;

  /**
   * The route.
   *
   * @param parts what it needs
   */
  SpeechRoute(SpeechParts parts) {
    this.parts = parts;
  }

  /** Before the body is read. */
  static void check(RoutingContext context) {
    String type = context.request().getHeader("content-type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new SpeechException(SPEECH_MEDIA_TYPE, "", "Send content-type: application/json");
    }
    context.next();
  }

  void handle(RoutingContext context, RouteAccess access) {
    Work work = Work.admit(context, access, parts);
    work.guard(() -> begin(context, work));
  }

  private void begin(RoutingContext context, Work work) {
    Synthesizer synthesizer = parts.service().engines().synthesizer();
    SpeechOrder order = SpeechOrder.of(Parameters.body(context), synthesizer);
    List<SpeechRequest> sentences = sentences(order);
    SpeechSound sound =
        order.events()
            ? new SpeechSound.Events(work.stream("text/event-stream"))
            : new SpeechSound.Bytes(work.stream(order.format().mediaType()));
    work.begin(
        () -> new SpokenAnswer(synthesizer, order.format().writer(), sound).speak(sentences));
  }

  /** Cut as a conversation cuts what it says, so that the first one is heard soon. */
  private List<SpeechRequest> sentences(SpeechOrder order) {
    SessionDefaults defaults = parts.defaults().get();
    String language = defaults.language();
    String voice = order.voice().isEmpty() ? defaults.voice() : order.voice();
    SentenceSplitter splitter = new SentenceSplitter(Locale.forLanguageTag(language));
    List<String> pieces = new ArrayList<>(splitter.feed(order.input()));
    pieces.addAll(splitter.finish());
    SpokenText spoken = new SpokenText();
    List<SpeechRequest> sentences =
        pieces.stream()
            .map(spoken::plain)
            .filter(piece -> !piece.isBlank())
            .map(piece -> new SpeechRequest(piece, language, voice, order.speed()))
            .toList();
    if (sentences.isEmpty()) {
      throw SpeechException.invalid("input", "There is nothing in input that can be spoken");
    }
    return sentences;
  }
}
