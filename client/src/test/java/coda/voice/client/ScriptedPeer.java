package coda.voice.client;

import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.ServerMessage.AuthSuccess;
import coda.voice.protocol.coda.ServerMessage.Connect;
import coda.voice.protocol.coda.ServerMessage.ConversationEnded;
import coda.voice.protocol.coda.ServerMessage.ConversationMetrics;
import coda.voice.protocol.coda.ServerMessage.ConversationStarted;
import coda.voice.protocol.coda.ServerMessage.ConversationState;
import coda.voice.protocol.coda.ServerMessage.Limits;
import coda.voice.protocol.coda.ServerMessage.ServerInfo;
import coda.voice.protocol.coda.ServerMessage.VoiceEnded;
import coda.voice.protocol.coda.ServerMessage.VoiceStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of one test: greets, opens what it is asked to open, and notes what it is told. Override
 * what should go differently.
 */
public class ScriptedPeer implements AutoCloseable {
  private final ServerSocket server;
  private final Thread acceptor;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  final List<PeerConnection> connections = new CopyOnWriteArrayList<>();
  public final List<ClientMessage> messages = new CopyOnWriteArrayList<>();
  public final List<BinaryFrame> frames = new CopyOnWriteArrayList<>();

  /** Whether a token is asked for. */
  volatile boolean authRequired;

  public ScriptedPeer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    acceptor = Thread.ofVirtual().start(this::acceptAll);
  }

  public URI uri() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/ws/voice");
  }

  PeerConnection last() {
    return connections.getLast();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      PeerConnection connection = new PeerConnection(socket);
      upgrade(connection, connection.request());
      connections.add(connection);
      greet(connection);
      Optional<Object> next = connection.next();
      while (next.isPresent()) {
        if (next.get() instanceof String text) {
          Envelope<ClientMessage> envelope = PeerConnection.CODEC.decodeClient(text);
          messages.add(envelope.message());
          onMessage(connection, envelope);
        } else {
          BinaryFrame frame = BinaryFrame.decode((byte[]) next.get());
          frames.add(frame);
          onFrame(connection, frame);
        }
        next = connection.next();
      }
    } catch (IOException | UncheckedIOException e) {
      // the client went away, or the test killed it
    }
  }

  protected void upgrade(PeerConnection connection, String request) throws IOException {
    connection.accept(request);
  }

  protected void greet(PeerConnection connection) throws IOException {
    connection.send(
        new Connect(
            "client-" + connections.size(),
            1,
            authRequired,
            new Limits(10_000_000, 300_000, 100, 60)));
  }

  protected void onFrame(PeerConnection connection, BinaryFrame frame) throws IOException {}

  protected void onMessage(PeerConnection connection, Envelope<ClientMessage> envelope)
      throws IOException {
    switch (envelope.message()) {
      case ClientMessage.Auth auth ->
          connection.answer(new AuthSuccess("anna", 1, OptionalDouble.empty()), envelope);
      case ClientMessage.ConversationStart start ->
          connection.answer(
              new ConversationStarted(
                  start.conversationId().orElse("given-1"),
                  new ConversationState("waiting", Mode.TRADITIONAL, false, true, 0),
                  Optional.empty(),
                  new ServerInfo("test", Map.of())),
              envelope);
      case ClientMessage.VoiceStart start ->
          connection.answer(
              new VoiceStarted(
                  "given-1",
                  start.mode().orElse(Mode.TRADITIONAL),
                  connections.size(),
                  true,
                  start.audioConfig()),
              envelope);
      case ClientMessage.VoiceEnd end ->
          connection.answer(new VoiceEnded("given-1", 1, 0), envelope);
      case ClientMessage.ConversationEnd end ->
          connection.answer(
              new ConversationEnded("given-1", new ConversationMetrics(1, 0, 0, 0, 0, 0, 0, 0)),
              envelope);
      case ClientMessage.Disconnect disconnect -> connection.close(1000, "");
      default -> {
        // noted, not answered
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join(); // or the port would still take connections for a moment
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
