package coda.voice.server.faults;

import coda.voice.client.ClientException;
import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.CodaListener;
import coda.voice.client.ReconnectPolicy;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.Subscribe;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.StreamFormat;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Somebody who has a conversation, and notes what becomes of each turn. Used by one thread. */
final class Caller implements CodaListener, AutoCloseable {
  private static final long PATIENCE_S = 60;
  private static final int RATE = 16_000;
  private static final int STEP = RATE / 50;
  private static final int SPOKEN_STEPS = 40;

  private final BlockingQueue<ServerMessage> told = new LinkedBlockingQueue<>();
  private final List<ServerMessage.Status> events = new CopyOnWriteArrayList<>();
  private final Semaphore comebacks = new Semaphore(0);
  private final CodaClient client;
  private int messagesBefore;

  private Caller(URI uri, ReconnectPolicy policy) {
    client = new CodaClient(ClientOptions.to(uri).reconnect(policy).build(), this);
  }

  /**
   * Comes in and begins a conversation.
   *
   * @param uri of the server
   */
  static Caller at(URI uri) {
    return at(uri, ReconnectPolicy.NEVER, Optional.empty());
  }

  /**
   * Comes in and begins a conversation, or goes on with it.
   *
   * @param uri of the server
   * @param policy what to do about a lost connection
   * @param conversation its id
   */
  static Caller at(URI uri, ReconnectPolicy policy, Optional<String> conversation) {
    Caller caller = new Caller(uri, policy);
    boolean in = false;
    try {
      caller.begin(conversation);
      in = true;
      return caller;
    } finally {
      if (!in) {
        caller.close();
      }
    }
  }

  private void begin(Optional<String> conversation) {
    client.connect();
    client.send(
        new Subscribe(
            List.of(
                EventType.TURN_STORED,
                EventType.TURN_NOT_STORED,
                EventType.STORAGE_DEGRADED,
                EventType.STORAGE_RECOVERED)));
    messagesBefore =
        client
            .startConversation(
                new ConversationStart(
                    conversation,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()))
            .state()
            .messageCount();
    client.startVoice(
        new VoiceStart(
            Optional.empty(),
            AudioConfig.both(new StreamFormat(RATE, 1, AudioFormat.PCM16, AudioEncoding.BINARY))));
  }

  /** How many lines the conversation had when it was begun. */
  int messagesBefore() {
    return messagesBefore;
  }

  /** Says a sentence aloud and ends the turn. */
  void speak() {
    speak(SPOKEN_STEPS);
  }

  /**
   * Speaks and ends the turn.
   *
   * @param steps of 20 ms
   */
  void speak(int steps) {
    told.clear();
    byte[] loud = new byte[2 * STEP];
    Arrays.fill(loud, (byte) 0x20);
    for (int i = 0; i < steps; i++) {
      client.sendAudio(loud, STEP);
    }
    client.endTurn();
  }

  /** Says a sentence in writing. */
  void write(String text) {
    told.clear();
    client.sendText(text);
  }

  /** What became of the turn; waits for it, and for the apology if there is one. */
  Experience experience() throws InterruptedException {
    Set<String> codes = new TreeSet<>();
    boolean failed = false;
    while (true) {
      ServerMessage message = told.poll(PATIENCE_S, TimeUnit.SECONDS);
      switch (message) {
        case null -> throw new AssertionError("Nothing more is said, after " + codes);
        case ServerMessage.Failure m -> codes.add(m.code());
        case ServerMessage.ConversationState m when m.phase().equals("waiting") -> {
          if (!failed && !codes.isEmpty()) {
            return new Experience(Kind.NOT_UNDERSTOOD, codes);
          }
        }
        case ServerMessage.VoiceResponse m -> {
          if (m.outcome() == Outcome.COMPLETED) {
            return new Experience(failed ? Kind.APOLOGY : Kind.ANSWER, codes);
          }
          if (failed || m.outcome() != Outcome.FAILED) {
            throw new AssertionError("An answer was " + m.outcome() + ", after " + codes);
          }
          failed = true;
        }
        default -> {}
      }
    }
  }

  /** Whether a turn is answered as it should be. */
  boolean answered() throws InterruptedException {
    speak();
    return experience().equals(Experience.ANSWERED);
  }

  /**
   * What was told of storage.
   *
   * @param type of the event
   */
  List<ServerMessage.Status> events(EventType type) {
    return events.stream().filter(event -> event.eventType().equals(type.wireName())).toList();
  }

  /** Waits until a lost connection stands again, once for each; false when that takes too long. */
  boolean cameBack() throws InterruptedException {
    return comebacks.tryAcquire(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Override
  public void onEvent(CodaEvent event) {
    switch (event) {
      case CodaEvent.Message message -> {
        if (message.envelope().message() instanceof ServerMessage.Status status) {
          events.add(status);
        }
        told.add(message.envelope().message());
      }
      case CodaEvent.Connected connected when connected.attempt() > 0 -> comebacks.release();
      default -> {}
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (ClientException e) {
      // The server was gone before.
    }
  }

  /** How a turn ended for its user. */
  enum Kind {
    /** The whole answer was heard. */
    ANSWER,
    /** The answer failed, and an apology was heard. */
    APOLOGY,
    /** Told in writing that the words were not understood. */
    NOT_UNDERSTOOD
  }

  /**
   * What a user experienced of a turn.
   *
   * @param kind how it ended
   * @param codes of what they were told
   */
  record Experience(Kind kind, Set<String> codes) {
    /** As it should be. */
    static final Experience ANSWERED = new Experience(Kind.ANSWER, Set.of());

    /** Copies the codes. */
    Experience {
      codes = Set.copyOf(codes);
    }
  }
}
