package coda.voice.client;

import static coda.voice.client.ClientError.CLIENT_AUTHENTICATION;
import static coda.voice.client.ClientError.CLIENT_CLOSED;
import static coda.voice.client.ClientError.CLIENT_CONNECTION_LOST;
import static coda.voice.client.ClientError.CLIENT_UNEXPECTED;

import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.ClientMessage.Auth;
import coda.voice.protocol.coda.CloseCode;
import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.AuthFailed;
import coda.voice.protocol.coda.ServerMessage.ConversationStarted;
import coda.voice.protocol.coda.ServerMessage.VoiceStarted;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one connection standing: opens it, watches it, opens the next when it breaks. */
final class Connector {
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
  private static final Duration GOODBYE = Duration.ofSeconds(1);
  private static final Duration THREADS_END = Duration.ofSeconds(5);

  private final ClientOptions options;
  private final CodaCodec codec;
  private final Dispatcher dispatcher;
  private final OutgoingQueue queue;
  private final PendingRequests pending;
  private final Course course;
  private final Function<ClientMessage, Envelope<ClientMessage>> envelopes;
  private final ThreadFactory threads = Thread.ofVirtual().name("coda-client-", 0).factory();
  private final HttpClient http;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private final AtomicReference<Memory> memory = new AtomicReference<>(Memory.NOTHING);
  private volatile Optional<Link> current = Optional.empty();
  private volatile Optional<Thread> supervisor = Optional.empty();

  Connector(
      ClientOptions options,
      CodaCodec codec,
      Dispatcher dispatcher,
      OutgoingQueue queue,
      PendingRequests pending,
      Function<ClientMessage, Envelope<ClientMessage>> envelopes) {
    this.options = options;
    HttpClient.Builder builder =
        HttpClient.newBuilder().executor(task -> threads.newThread(task).start());
    options.trust().ifPresent(builder::sslContext);
    this.http = builder.build();
    this.codec = codec;
    this.dispatcher = dispatcher;
    this.queue = queue;
    this.pending = pending;
    this.envelopes = envelopes;
    this.course = new Course(options.audioQueue());
  }

  void connect() {
    refuseIfClosing();
    Link link = open(0);
    Thread thread = threads.newThread(() -> supervise(link));
    supervisor = Optional.of(thread);
    thread.start();
  }

  Memory memory() {
    return memory.get();
  }

  void remember(UnaryOperator<Memory> change) {
    memory.updateAndGet(change);
  }

  boolean isConnected() {
    return current.filter(link -> !link.wire().down().isDone()).isPresent();
  }

  CompletableFuture<Void> finished() {
    return finished.copy();
  }

  /** Sends a request and waits for its answer. */
  <T extends ServerMessage> T request(
      Envelope<ClientMessage> envelope, Class<T> answer, Runnable send, Duration timeout) {
    String id = envelope.messageId().orElseThrow();
    CompletableFuture<ServerMessage> future = pending.add(id);
    try {
      refuseIfClosing();
      send.run();
      String what = "answer to " + envelope.message().type();
      ServerMessage message = Waiting.get(future, timeout, what);
      if (message instanceof AuthFailed failed) {
        throw new ClientException(CLIENT_AUTHENTICATION, failed.error());
      }
      if (!answer.isInstance(message)) {
        throw new ClientException(CLIENT_UNEXPECTED, "The " + what + " is a " + message.type());
      }
      return answer.cast(message);
    } finally {
      pending.forget(id);
    }
  }

  private Link open(int attempt) {
    Link link =
        new Link(http, options, codec, pending, dispatcher, course, envelopes, threads, closing);
    current = Optional.of(link);
    threads.newThread(() -> link.watch(options.heartbeat())).start();
    try {
      refuseIfClosing();
      ServerMessage.Connect hello = link.hello(options.connectTimeout());
      if (hello.authRequired()) {
        authenticate(link);
      }
      if (!resumed(link)) {
        restore(link, memory.get());
      }
      refuseIfClosing();
      dispatcher.tell(new CodaEvent.Connected(hello.clientId(), attempt, queue.dropped()));
      return link;
    } catch (ClientException e) {
      link.wire().abort("the connection could not be set up");
      // What came over it is still being told, and counts.
      link.wire().ended().join();
      throw withRetryAfter(e, link);
    }
  }

  /** What the server said about trying again, whichever way it said it. */
  private static ClientException withRetryAfter(ClientException e, Link link) {
    OptionalLong retryAfter = retryAfter(link);
    return e.retryAfterMs().isPresent() || retryAfter.isEmpty()
        ? e
        : new ClientException(e.error(), e.getMessage(), e, retryAfter);
  }

  private static OptionalLong retryAfter(Link link) {
    if (link.retryAfterMs().isPresent()) {
      return link.retryAfterMs();
    }
    WireConnection.End end =
        link.wire().down().getNow(new WireConnection.End(WireConnection.End.BROKEN, ""));
    return CloseCode.retryAfterMs(end.reason())
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private void authenticate(Link link) {
    Auth auth =
        new Auth(
            Optional.empty(),
            options
                .token()
                .orElseThrow(
                    () ->
                        new ClientException(
                            CLIENT_AUTHENTICATION,
                            "The server at " + options.uri() + " wants a token")));
    direct(link, auth, ServerMessage.AuthSuccess.class);
  }

  /** Goes on with the conversation, if there is one and the server still has it. */
  private boolean resumed(Link link) {
    Optional<ClientMessage.Resume> resume = course.resume();
    if (resume.isEmpty()) {
      return false;
    }
    try {
      direct(link, resume.get(), ServerMessage.Resumed.class);
    } catch (ClientException e) {
      if (!e.code().startsWith("RESUME_")) {
        throw e;
      }
      LOG.debug("The conversation cannot go on: {}", e.code());
      course.clear();
      pending.failAll(
          new ClientException(
              CLIENT_CONNECTION_LOST,
              "The connection to the server was lost, and the conversation with it"));
      dispatcher.tell(new CodaEvent.BegunAnew(e.code()));
      return false;
    }
    link.sendAgain();
    return true;
  }

  private void restore(Link link, Memory memory) {
    memory.conversation().ifPresent(start -> direct(link, start, ConversationStarted.class));
    memory.voice().ifPresent(start -> direct(link, start, VoiceStarted.class));
  }

  private <T extends ServerMessage> void direct(Link link, ClientMessage message, Class<T> answer) {
    Envelope<ClientMessage> envelope = envelopes.apply(message);
    String id = envelope.messageId().orElseThrow();
    request(
        envelope,
        answer,
        () -> {
          link.send(envelope);
          link.wire().whenEnded(end -> pending.fail(id, Link.lost(end)));
        },
        options.requestTimeout());
  }

  private void supervise(Link first) {
    Optional<Link> link = Optional.of(first);
    int attempts = 0;
    while (link.isPresent()) {
      long since = System.nanoTime();
      WireConnection.End end = live(link.get());
      if (course.resume().isEmpty()) {
        pending.failAll(Link.lost(end));
      }
      long livedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
      attempts = livedMs > options.reconnect().maxMs() ? 0 : attempts;
      Reconnection next = new Reconnection(attempts, retryAfter(link.get()), reason(end));
      link = isFinal(end) ? Optional.empty() : next.link();
      attempts = next.attempts;
    }
    finish();
  }

  /** Sends until the connection ends. */
  private WireConnection.End live(Link link) {
    Thread sender = threads.newThread(() -> link.sendFrom(queue));
    sender.start();
    WireConnection.End end = link.wire().ended().join();
    queue.wake();
    Waiting.join(sender, THREADS_END);
    return end;
  }

  /** Whether there is nothing to reconnect to, and tells so. */
  private boolean isFinal(WireConnection.End end) {
    boolean normal = end.code() == CloseCode.NORMAL.code();
    if (closing.isDone() || normal) {
      dispatcher.tell(new CodaEvent.Closed(CloseCode.NORMAL.code(), end.reason()));
      return true;
    }
    if (!CloseCode.of(end.code()).map(CloseCode::worthRetrying).orElse(true)) {
      dispatcher.tell(new CodaEvent.GaveUp(0, reason(end)));
      return true;
    }
    return false;
  }

  private static String reason(WireConnection.End end) {
    return end.reason().isEmpty() ? "closed with " + end.code() : end.reason();
  }

  /** The attempts after one loss. */
  private final class Reconnection {
    private int attempts;
    private OptionalLong retryAfter;
    private String reason;

    Reconnection(int attempts, OptionalLong retryAfter, String reason) {
      this.attempts = attempts;
      this.retryAfter = retryAfter;
      this.reason = reason;
    }

    Optional<Link> link() {
      ReconnectPolicy policy = options.reconnect();
      while (attempts < policy.maxAttempts()) {
        attempts++;
        long delay =
            Math.max(retryAfter.orElse(0), policy.delayMs(attempts, ThreadLocalRandom.current()));
        dispatcher.tell(new CodaEvent.Reconnecting(attempts, delay, reason));
        if (Waiting.done(closing, Duration.ofMillis(delay))) {
          break;
        }
        try {
          return Optional.of(open(attempts));
        } catch (ClientException e) {
          LOG.debug("Attempt {} to reconnect failed", attempts, e);
          reason = e.getMessage();
          retryAfter = e.retryAfterMs();
          if (e.is(CLIENT_AUTHENTICATION)) {
            break;
          }
        }
      }
      dispatcher.tell(
          closing.isDone()
              ? new CodaEvent.Closed(CloseCode.NORMAL.code(), "closed by the client")
              : new CodaEvent.GaveUp(attempts, reason));
      return Optional.empty();
    }
  }

  void close() {
    boolean first = closing.complete(null);
    if (dispatcher.isListening()) {
      if (first) {
        threads.newThread(this::shutDown).start();
      }
    } else {
      shutDown();
    }
  }

  /** Idempotent; returns when the threads have ended. */
  private void shutDown() {
    queue.close();
    pending.failAll(new ClientException(CLIENT_CLOSED, "The client was closed"));
    current.ifPresent(link -> link.wire().close(GOODBYE));
    supervisor.ifPresentOrElse(
        thread -> {
          if (!Waiting.join(thread, THREADS_END)) {
            LOG.warn("A thread of the client still runs: its listener does not return");
          }
        },
        this::finish);
    Waiting.terminated(http, THREADS_END);
  }

  private void finish() {
    queue.close();
    pending.failAll(new ClientException(CLIENT_CLOSED, "The client has ended"));
    http.shutdownNow();
    finished.complete(null);
  }

  private void refuseIfClosing() {
    if (closing.isDone() || finished.isDone()) {
      throw new ClientException(CLIENT_CLOSED, "The client is closed");
    }
  }
}
