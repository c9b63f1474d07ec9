package coda.voice.client;

import static coda.voice.client.ClientError.CLIENT_CONNECTION_LOST;

import coda.voice.protocol.ProtocolException;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.ClientMessage.Ping;
import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.Connect;
import coda.voice.protocol.coda.ServerMessage.Failure;
import coda.voice.protocol.coda.ServerMessage.Resumed;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One connection with what belongs to it alone: its greeting, its stream, its sender. */
final class Link implements WireConnection.Receiver {
  private final CodaCodec codec;
  private final PendingRequests pending;
  private final Dispatcher dispatcher;
  private final CompletableFuture<Connect> hello = new CompletableFuture<>();
  private final Course course;
  private final Function<ClientMessage, Envelope<ClientMessage>> envelopes;
  private final WireConnection wire;
  private volatile OptionalLong retryAfterMs = OptionalLong.empty();

  Link(
      HttpClient http,
      ClientOptions options,
      CodaCodec codec,
      PendingRequests pending,
      Dispatcher dispatcher,
      Course course,
      Function<ClientMessage, Envelope<ClientMessage>> envelopes,
      ThreadFactory threads,
      CompletableFuture<?> givenUp) {
    this.codec = codec;
    this.pending = pending;
    this.dispatcher = dispatcher;
    this.course = course;
    this.envelopes = envelopes;
    this.wire =
        WireConnection.open(
            http,
            options.uri(),
            options.token(),
            options.connectTimeout(),
            options.maxMessageBytes(),
            this,
            threads,
            givenUp);
    wire.whenEnded(end -> hello.completeExceptionally(lost(end)));
  }

  /** The server's greeting. */
  Connect hello(Duration timeout) {
    return Waiting.get(hello, timeout, "greeting from the server");
  }

  WireConnection wire() {
    return wire;
  }

  /** What the server said about trying again. */
  OptionalLong retryAfterMs() {
    return retryAfterMs;
  }

  void send(Envelope<ClientMessage> envelope) {
    wire.send(codec.encodeClient(envelope));
  }

  /** Sends what waits, until the connection ends. */
  void sendFrom(OutgoingQueue queue) {
    try {
      Optional<Outgoing> next = queue.take(wire.down()::isDone);
      while (next.isPresent()) {
        send(next.get(), queue);
        next = queue.take(wire.down()::isDone);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClientException e) {
      wire.abort(e.getMessage());
    }
  }

  /** Sends again what may not have come. */
  void sendAgain() {
    for (Course.Sent sent : course.unconfirmed()) {
      switch (sent) {
        case Course.Sent.Text text -> send(text.envelope());
        case Course.Sent.Frame frame -> wire.send(frame.bytes());
      }
    }
  }

  private void send(Outgoing next, OutgoingQueue queue) {
    switch (next) {
      case Outgoing.Control control -> {
        if (!(control.envelope().message() instanceof Ping)) {
          course.sent(new Course.Sent.Text(control.envelope(), false));
        }
        send(control.envelope());
      }
      case Outgoing.Audio audio -> {
        try {
          send(audio, queue);
        } catch (ClientException e) {
          if (course.resume().isEmpty()) {
            queue.countLost();
          }
          throw e;
        }
      }
    }
  }

  private void send(Outgoing.Audio audio, OutgoingQueue queue) {
    Optional<AudioFraming> now = course.framing();
    if (now.isEmpty()) {
      queue.countLost();
    } else if (now.get().isBinary()) {
      byte[] frame = now.get().frame(audio);
      course.sent(new Course.Sent.Frame(now.get().lastSequence(), frame));
      wire.send(frame);
    } else {
      Envelope<ClientMessage> chunk = envelopes.apply(now.get().chunk(audio));
      course.sent(new Course.Sent.Text(chunk, true));
      send(chunk);
    }
  }

  /** Asks after silence; ends the connection after silence twice as long. */
  void watch(Duration heartbeat) {
    long nanos = heartbeat.toNanos();
    long wait = nanos;
    while (!Waiting.done(wire.down(), Duration.ofNanos(wait))) {
      long silent = System.nanoTime() - wire.lastReceived();
      if (silent >= 2 * nanos) {
        wire.abort("the server was silent for " + TimeUnit.NANOSECONDS.toMillis(silent) + " ms");
      } else if (silent >= nanos) {
        wire.ping();
        wait = 2 * nanos - silent;
      } else {
        wait = nanos - silent;
      }
    }
  }

  @Override
  public void text(String text) {
    Envelope<ServerMessage> envelope;
    try {
      envelope = codec.decodeServer(text);
    } catch (ProtocolException e) {
      dispatcher.tell(new CodaEvent.Malformed(e));
      return;
    }
    if (!course.received(envelope)) {
      return;
    }
    switch (envelope.message()) {
      case Connect connect -> hello.complete(connect);
      case Resumed resumed ->
          dispatcher.tell(new CodaEvent.Resumed(resumed.conversationId(), resumed.missed()));
      case Failure failure -> {
        if (failure.fatal()) {
          retryAfterMs = failure.retryAfterMs();
        }
      }
      default -> {
        // concerns the listener alone
      }
    }
    dispatcher.tell(new CodaEvent.Message(envelope));
    pending.answered(envelope);
  }

  @Override
  public void binary(ByteBuffer message) {
    course.receivedFrame();
    try {
      dispatcher.tell(new CodaEvent.Audio(BinaryFrame.decode(message)));
    } catch (ProtocolException e) {
      dispatcher.tell(new CodaEvent.Malformed(e));
    }
  }

  static ClientException lost(WireConnection.End end) {
    return new ClientException(
        CLIENT_CONNECTION_LOST,
        "The connection to the server ended (" + end.code() + "): " + end.reason());
  }
}
