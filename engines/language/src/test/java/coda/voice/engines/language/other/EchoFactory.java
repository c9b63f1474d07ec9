package coda.voice.engines.language.other;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model without a server: it repeats what it hears. */
public final class EchoFactory implements ChatModelFactory {
  static final AtomicBoolean CANCELLED = new AtomicBoolean();

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public StreamingChatModel create(Map<String, String> settings, HttpClientBuilder http) {
    return new StreamingChatModel() {
      @Override
      public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        String heard = ((UserMessage) request.messages().getLast()).singleText();
        String word = settings.getOrDefault("word", "You said") + " ";
        if (heard.equals("for ever")) {
          handler.onPartialResponse(
              new PartialResponse(word), new PartialResponseContext(new Handle()));
          return;
        }
        handler.onPartialResponse(word);
        handler.onPartialResponse(heard);
        handler.onCompleteResponse(
            ChatResponse.builder().aiMessage(AiMessage.from(word + heard)).build());
      }
    };
  }

  private static final class Handle implements StreamingHandle {
    @Override
    public void cancel() {
      CANCELLED.set(true);
    }

    @Override
    public boolean isCancelled() {
      return CANCELLED.get();
    }
  }
}
