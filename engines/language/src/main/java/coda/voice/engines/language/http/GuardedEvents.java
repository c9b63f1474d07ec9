package coda.voice.engines.language.http;

import static coda.voice.engine.EngineError.ENGINE_FAILED;

import coda.voice.engine.EngineException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Stands between LangChain4j's parser and its listener. The parser swallows what the listener
 * throws and goes on, so an unreadable piece would just be missing from the answer; here it ends
 * the stream as a failure. After a failure or an abort nothing more gets through: in particular no
 * end that would look like a complete answer.
 */
final class GuardedEvents implements ServerSentEventListener {
  private static final String END_MARK = "[DONE]";
  private static final String ERROR_MARK = "{\"error\"";
  private static final int MAX_SHOWN = 300;

  private final UpstreamCall call;
  private final ServerSentEventListener listener;
  private boolean failed;

  GuardedEvents(UpstreamCall call, ServerSentEventListener listener) {
    this.call = call;
    this.listener = listener;
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    if (silent()) {
      return;
    }
    listener.onOpen(response);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    if (silent() || event.data().isBlank()) {
      return;
    }
    if (END_MARK.equals(event.data())) {
      call.endMark();
    }
    if (event.data().startsWith(ERROR_MARK)) {
      failInTheMiddle("reported an error: " + shown(event.data()), null, context);
      return;
    }
    try {
      listener.onEvent(event, context);
    } catch (RuntimeException e) {
      failInTheMiddle("sent something unreadable", e, context);
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!silent()) {
      failed = true;
      listener.onError(failure);
    }
  }

  @Override
  public void onClose() {
    if (!silent()) {
      listener.onClose();
    }
  }

  private void failInTheMiddle(
      String what, @Nullable RuntimeException cause, ServerSentEventContext context) {
    onError(
        new EngineException(
            ENGINE_FAILED,
            "In the middle of an answer the language model's server " + what,
            "The language model failed",
            cause));
    context.parsingHandle().cancel();
  }

  private static String shown(String data) {
    return data.length() <= MAX_SHOWN ? data : data.substring(0, MAX_SHOWN) + "…";
  }

  private boolean silent() {
    return failed || call.aborted();
  }
}
