package coda.voice.client;

import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.Failure;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Requests whose answers have not come yet, by message id. */
final class PendingRequests {
  private final Map<String, CompletableFuture<ServerMessage>> waiting = new ConcurrentHashMap<>();

  CompletableFuture<ServerMessage> add(String id) {
    CompletableFuture<ServerMessage> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    return answer.whenComplete((message, problem) -> waiting.remove(id));
  }

  void forget(String id) {
    waiting.remove(id);
  }

  void answered(Envelope<ServerMessage> envelope) {
    if (envelope.inReplyTo().isEmpty()) {
      return;
    }
    CompletableFuture<ServerMessage> answer = waiting.remove(envelope.inReplyTo().get());
    if (answer == null) {
      return;
    }
    if (envelope.message() instanceof Failure failure) {
      answer.completeExceptionally(ClientException.of(failure));
    } else {
      answer.complete(envelope.message());
    }
  }

  /** One answer will not come. */
  void fail(String id, ClientException problem) {
    CompletableFuture<ServerMessage> answer = waiting.remove(id);
    if (answer != null) {
      answer.completeExceptionally(problem);
    }
  }

  void failAll(ClientException problem) {
    waiting.keySet().forEach(id -> fail(id, problem));
  }

  int size() {
    return waiting.size();
  }
}
