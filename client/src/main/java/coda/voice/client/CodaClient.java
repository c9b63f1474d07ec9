package coda.voice.client;

import static coda.voice.client.ClientError.CLIENT_STATE;

import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.ClientMessage.Configure;
import coda.voice.protocol.coda.ClientMessage.ConversationEnd;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.Interrupt;
import coda.voice.protocol.coda.ClientMessage.VoiceChunk;
import coda.voice.protocol.coda.ClientMessage.VoiceEnd;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.ConversationEnded;
import coda.voice.protocol.coda.ServerMessage.ConversationStarted;
import coda.voice.protocol.coda.ServerMessage.VoiceEnded;
import coda.voice.protocol.coda.ServerMessage.VoiceStarted;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client of the Coda protocol that stays connected.
 *
 * <p>{@link #connect}, {@link #startConversation}, {@link #startVoice}, then {@link #sendAudio} as
 * it is recorded; everything the server says comes to the {@link CodaListener}. When the connection
 * breaks, the client connects again by its {@link ReconnectPolicy}, authenticates and resumes the
 * conversation: it hears what the server said meanwhile, and sends again what may not have come, so
 * that nothing is lost or doubled. Requests that wait for an answer go on waiting. Audio sent
 * meanwhile waits in a bounded queue that drops the oldest. If the server does not have the
 * conversation any more, the client begins another under the same id and starts voice as before;
 * what the server said meanwhile, and a reply that was being spoken, is then gone.
 *
 * <p>All methods may be called from any thread. Those that wait for an answer throw {@link
 * ClientException}: with the server's code when it refuses, {@code CLIENT_TIMEOUT}, {@code
 * CLIENT_CONNECTION_LOST}, {@code CLIENT_CLOSED}, {@code CLIENT_INTERRUPTED}; and {@code
 * CLIENT_STATE} when the listener calls them.
 */
public final class CodaClient implements AutoCloseable {
  private final ClientOptions options;
  private final Dispatcher dispatcher;
  private final OutgoingQueue queue;
  private final PendingRequests pending = new PendingRequests();
  private final Connector connector;
  private final AtomicBoolean connecting = new AtomicBoolean();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong position = new AtomicLong();

  /**
   * A client that is not connected yet.
   *
   * @param options how to connect
   * @param listener told everything
   */
  public CodaClient(ClientOptions options, CodaListener listener) {
    this.options = options;
    this.dispatcher = new Dispatcher(listener);
    this.queue = new OutgoingQueue(options.controlQueue(), options.audioQueue());
    this.connector =
        new Connector(
            options,
            new CodaCodec(options.maxMessageBytes()),
            dispatcher,
            queue,
            pending,
            this::envelope);
  }

  /**
   * Connects and authenticates, once. A failure here is final and closes the client: only a
   * connection that stood is tried again.
   *
   * @throws ClientException {@code CLIENT_UNREACHABLE}, {@code CLIENT_REFUSED}, {@code
   *     CLIENT_AUTHENTICATION}, {@code CLIENT_TIMEOUT}, {@code CLIENT_CLOSED}
   */
  public void connect() {
    dispatcher.refuseInListener();
    if (!connecting.compareAndSet(false, true)) {
      throw new ClientException(CLIENT_STATE, "This client has connected already");
    }
    try {
      connector.connect();
    } catch (ClientException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens a conversation; waits for it.
   *
   * @param start how
   */
  public ConversationStarted startConversation(ConversationStart start) {
    ConversationStarted started = request(start, ConversationStarted.class);
    connector.remember(memory -> memory.with(start, started.conversationId()));
    return started;
  }

  /**
   * Says how audio will travel; waits for the answer.
   *
   * @param start how
   */
  public VoiceStarted startVoice(VoiceStart start) {
    VoiceStarted started = request(start, VoiceStarted.class);
    connector.remember(memory -> memory.with(start));
    return started;
  }

  /**
   * Sends a piece of the microphone's audio. Never waits: when the queue is full the oldest piece
   * goes, see {@link #droppedAudio}.
   *
   * @param payload in the format agreed; not copied, so not to be changed any more
   * @param samples how many samples per channel it stands for
   * @throws ClientException {@code CLIENT_STATE} before {@link #startVoice}, {@code CLIENT_CLOSED}
   */
  public void sendAudio(byte[] payload, int samples) {
    if (connector.memory().voice().isEmpty()) {
      throw new ClientException(CLIENT_STATE, "Start voice before sending audio");
    }
    queue.put(new Outgoing.Audio(ByteBuffer.wrap(payload), position.getAndAdd(samples)));
  }

  /**
   * Says something in writing.
   *
   * @param text at most 20,000 characters
   */
  public void sendText(String text) {
    send(
        new VoiceChunk(
            Optional.empty(), Optional.of(text), Optional.empty(), true, Optional.empty()));
  }

  /** Ends the user's turn now, as push-to-talk does. */
  public void endTurn() {
    send(
        new VoiceChunk(
            Optional.empty(), Optional.empty(), Optional.empty(), true, Optional.empty()));
  }

  /** Stops the reply. */
  public void interrupt() {
    send(new Interrupt());
  }

  /**
   * Changes settings of the conversation.
   *
   * @param change what
   */
  public void configure(Configure change) {
    send(change);
    connector.remember(memory -> memory.with(change));
  }

  /** Says that no more audio comes; waits for the answer. */
  public VoiceEnded endVoice() {
    VoiceEnded ended = request(new VoiceEnd(), VoiceEnded.class);
    connector.remember(Memory::withoutVoice);
    return ended;
  }

  /** Ends the conversation; waits for its figures. */
  public ConversationEnded endConversation() {
    connector.remember(memory -> Memory.NOTHING);
    return request(new ConversationEnd(), ConversationEnded.class);
  }

  /**
   * Sends any message after those that wait; itself waits only while the queue is full.
   *
   * @param message what
   */
  public void send(ClientMessage message) {
    queue.put(new Outgoing.Control(envelope(message)));
  }

  /**
   * Sends a message and waits for its answer.
   *
   * @param message what
   * @param answer what the server should answer
   */
  public <T extends ServerMessage> T request(ClientMessage message, Class<T> answer) {
    dispatcher.refuseInListener();
    Envelope<ClientMessage> envelope = envelope(message);
    return connector.request(
        envelope,
        answer,
        () -> queue.put(new Outgoing.Control(envelope)),
        options.requestTimeout());
  }

  /** Pieces of audio that were never sent. */
  public long droppedAudio() {
    return queue.dropped();
  }

  /** Whether a connection stands. */
  public boolean isConnected() {
    return connector.isConnected();
  }

  /** Completes when the client has no connection and will get none. */
  public CompletableFuture<Void> finished() {
    return connector.finished();
  }

  /**
   * Closes the connection and ends all threads; what still waits to be sent is not sent.
   * Idempotent; may be called during {@link #connect} and from the listener.
   */
  @Override
  public void close() {
    connector.close();
  }

  private Envelope<ClientMessage> envelope(ClientMessage message) {
    Envelope<ClientMessage> envelope =
        Envelope.of(message)
            .withMessageId("c" + messages.incrementAndGet())
            .at(System.currentTimeMillis() / 1000.0);
    Optional<String> conversation =
        connector.memory().conversation().flatMap(ConversationStart::conversationId);
    return conversation.map(envelope::in).orElse(envelope);
  }
}
