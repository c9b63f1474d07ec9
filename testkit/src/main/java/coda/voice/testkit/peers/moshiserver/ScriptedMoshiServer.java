package coda.voice.testkit.peers.moshiserver;

import coda.voice.testkit.peers.socket.PeerMessage;
import coda.voice.testkit.peers.socket.PeerRequest;
import coda.voice.testkit.peers.socket.PeerServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Plays {@code moshi-server} with a recogniser at {@code /api/asr-streaming} and a synthesiser at
 * {@code /api/tts_streaming}, as strict as the real one. Of the synthesiser's formats it has {@code
 * PcmMessagePack} and {@code Pcm}.
 *
 * <p>What connections are to hear and how they fail is planned beforehand, first come, first
 * served; what the server saw is in its {@link #visits()}.
 */
public final class ScriptedMoshiServer implements AutoCloseable {
  /** Where the recogniser lives. */
  public static final String RECOGNISER = "/api/asr-streaming";

  /** Where the synthesiser lives. */
  public static final String SYNTHESISER = "/api/tts_streaming";

  private static final List<String> FORMATS = List.of("PcmMessagePack", "Pcm");
  private static final Hearing NOTHING = new Hearing.AtTimes(List.of());

  private final Manner manner;
  private final PeerServer server;
  private final RecogniserLoop loop = new RecogniserLoop();
  private final AtomicInteger recognisers = new AtomicInteger();
  private final AtomicInteger synthesisers = new AtomicInteger();
  private final ConcurrentLinkedQueue<Hearing> hearings = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Visit> visits = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Hearing usual = NOTHING;
  private volatile Fault usualFault = Fault.NONE;

  /**
   * Starts a server on a free port of the loopback interface.
   *
   * @param manner how it is
   */
  public ScriptedMoshiServer(Manner manner) throws IOException {
    this(manner, null);
  }

  /**
   * Starts a server with TLS, as a proxy in front of the real one would have it.
   *
   * @param manner how it is
   * @param tls whose key it shows, or null for none
   */
  public ScriptedMoshiServer(Manner manner, @Nullable SSLContext tls) throws IOException {
    this(manner, tls, 0);
  }

  /**
   * Starts a server.
   *
   * @param manner how it is
   * @param tls whose key it shows, or null for none
   * @param port where, 0 for any free one
   */
  public ScriptedMoshiServer(Manner manner, @Nullable SSLContext tls, int port) throws IOException {
    this.manner = manner;
    this.server = new PeerServer(this::serve, tls, port);
  }

  /** Its address, {@code ws} or {@code wss}, without a path. */
  public URI address() {
    return URI.create(server.uri("/").toString().replaceFirst("/$", ""));
  }

  /** What a connection hears for which nothing else was planned. */
  public ScriptedMoshiServer usuallyHears(Hearing hearing) {
    usual = hearing;
    return this;
  }

  /** What the next connection hears for which nothing was planned yet. */
  public ScriptedMoshiServer hears(Hearing hearing) {
    hearings.add(hearing);
    return this;
  }

  /** How the next connection fails for which nothing was planned yet. */
  public ScriptedMoshiServer fails(Fault fault) {
    faults.add(fault);
    return this;
  }

  /** How connections fail from now on for which nothing else was planned. */
  public ScriptedMoshiServer usuallyFails(Fault fault) {
    usualFault = fault;
    return this;
  }

  /** How the next connection fails for which nothing was planned yet, at once. */
  public ScriptedMoshiServer fails(Fault.Kind kind) {
    return fails(new Fault(kind, 0));
  }

  /** All connections to the modules so far, in the order of their requests. */
  public List<Visit> visits() {
    return List.copyOf(visits);
  }

  /** The connection that came last. */
  public Visit lastVisit() {
    return visits.getLast();
  }

  /** How many slots are taken, of both modules. */
  public int inUse() {
    return recognisers.get() + synthesisers.get();
  }

  private void serve(PeerRequest request) throws IOException, InterruptedException {
    switch (request.path()) {
      case "/api/build_info" ->
          json(request, "{\"build_timestamp\":\"scripted\",\"git_branch\":\"scripted\"}");
      case "/api/modules_info" -> json(request, modules());
      case RECOGNISER, SYNTHESISER -> visit(request);
      default -> request.refuse(404, "not found");
    }
  }

  private String modules() {
    return "["
        + module("batched_asr", RECOGNISER, recognisers)
        + ","
        + module("py", SYNTHESISER, synthesisers)
        + "]";
  }

  /** The numbers are strings there. */
  private String module(String type, String path, AtomicInteger used) {
    return "{\"type\":\"%s\",\"path\":\"%s\",\"used_slots\":\"%d\",\"total_slots\":\"%d\"}"
        .formatted(type, path, used.get(), manner.slots());
  }

  private static void json(PeerRequest request, String text) throws IOException {
    request.answer(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  private void visit(PeerRequest request) throws IOException, InterruptedException {
    Visit visit = new Visit(request);
    visits.add(visit);
    Fault fault = Optional.ofNullable(faults.poll()).orElse(usualFault);
    if (fault.kind() == Fault.Kind.NO_ANSWER) {
      closing.await();
      return;
    }
    // Where there is a header, the query is not looked at.
    String key =
        request.header("kyutai-api-key").orElse(request.query().getOrDefault("auth_id", ""));
    if (fault.kind() == Fault.Kind.UNAVAILABLE) {
      request.refuse(503, "scripted");
    } else if (fault.kind() == Fault.Kind.UNAUTHORIZED || !manner.authorizedIds().contains(key)) {
      request.refuse(401, "unauthorized");
    } else if (!request.wantsWebSocket()) {
      request.refuse(400, "no WebSocket");
    } else if (request.path().equals(SYNTHESISER) && !FORMATS.contains(format(request))) {
      request.refuse(501, "not scripted");
    } else {
      converse(request, visit, fault);
    }
  }

  private static String format(PeerRequest request) {
    return request.query().getOrDefault("format", "OggOpus");
  }

  private void converse(PeerRequest request, Visit visit, Fault fault)
      throws IOException, InterruptedException {
    Connection connection = new Connection(request.accept(), visit, manner, fault);
    AtomicInteger taken = request.path().equals(RECOGNISER) ? recognisers : synthesisers;
    boolean bare = format(request).equals("Pcm");
    try {
      if (taken.incrementAndGet() > manner.slots() || fault.kind() == Fault.Kind.FULL) {
        if (!bare) {
          connection.greet(ServerSays.error("no free channels"));
        }
        connection.close();
        visit.ended("no free channels");
      } else if (fault.kind() == Fault.Kind.NO_READY) {
        while (connection.next().isPresent()) {
          // said to nobody
        }
      } else if (request.path().equals(RECOGNISER)) {
        visit.admit();
        recognise(connection);
      } else {
        visit.admit();
        synthesise(connection, bare);
      }
    } finally {
      taken.decrementAndGet();
      connection.stopKeeping();
      visit.ended("gone");
    }
  }

  private void recognise(Connection connection) throws IOException {
    Hearing hearing = Optional.ofNullable(hearings.poll()).orElse(usual);
    RecogniserSlot slot = new RecogniserSlot(connection, manner, hearing);
    loop.enter(slot);
    try {
      Optional<PeerMessage> next = connection.next();
      for (; next.isPresent() && !slot.over(); next = connection.next()) {
        if (next.get() instanceof PeerMessage.Binary(byte[] bytes)) {
          Optional<ClientSays> message = ClientSays.toRecogniser(bytes);
          if (message.isEmpty()) {
            connection.drop("a message that cannot be decoded");
            return;
          }
          note(message.get(), connection.visit());
          loop.offer(slot, message.get());
        } // text frames are ignored
      }
    } finally {
      loop.leave(slot);
    }
  }

  private void synthesise(Connection connection, boolean bare)
      throws IOException, InterruptedException {
    for (int i = 0; i < manner.leftovers(); i++) {
      connection.greet(
          i % 2 == 0
              ? ServerSays.audio(SpokenScript.frame(i, 100))
              : ServerSays.text("leftover", i, i + 1));
    }
    SynthesiserSlot slot = new SynthesiserSlot(connection, bare);
    Thread speaking = Thread.ofVirtual().name("peer-synthesiser").start(slot);
    try {
      Optional<PeerMessage> next = connection.next();
      for (; next.isPresent(); next = connection.next()) {
        Optional<ClientSays> message =
            switch (next.get()) {
              case PeerMessage.Text(String text) -> Optional.of(new ClientSays.Text(text));
              case PeerMessage.Binary(byte[] bytes) -> ClientSays.toSynthesiser(bytes);
              default -> Optional.empty();
            };
        if (message.isEmpty()) {
          connection.drop("a message that cannot be decoded");
          return;
        }
        note(message.get(), connection.visit());
        slot.offer(message.get());
      }
    } finally {
      speaking.interrupt();
      speaking.join();
    }
  }

  private static void note(ClientSays message, Visit visit) {
    switch (message) {
      case ClientSays.Audio(float[] samples) -> visit.hear(samples);
      case ClientSays.Marker(long id) -> visit.mark(id);
      case ClientSays.Text(String text) -> visit.read(text);
      case ClientSays.EndOfText end -> visit.readAll();
      case ClientSays.OggOpus ogg -> {}
      case ClientSays.Init init -> {}
      case ClientSays.Voice voice -> {}
    }
  }

  /** Ends every connection. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    loop.close();
    server.close();
  }
}
