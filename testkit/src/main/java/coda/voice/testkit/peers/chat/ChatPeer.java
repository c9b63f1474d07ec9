package coda.voice.testkit.peers.chat;

import coda.voice.testkit.peers.chat.ScriptedAnswer.Step;
import coda.voice.testkit.peers.http.Exchange;
import coda.voice.testkit.peers.http.PeerServer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A scripted server of a language model: answers as it was told, is strict about what it is asked,
 * remembers it, and notices when a client goes away. Each kind of server has its own words.
 */
public abstract class ChatPeer implements AutoCloseable {
  /** What is answered when there is no script left. */
  public static final ScriptedAnswer USUAL = ScriptedAnswer.says("Yes.");

  /** For all kinds. */
  protected static final ObjectMapper JSON = new ObjectMapper();

  private final PeerServer server = new PeerServer(this::handle);
  private final Queue<ScriptedAnswer> script = new ConcurrentLinkedQueue<>();
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private volatile boolean byteByByte;

  /** Starts on a free port of the loopback interface. */
  protected ChatPeer() {}

  /** Where it listens, without path. */
  public final String origin() {
    return server.url();
  }

  /** What an engine's setting {@code url} is to be. */
  public abstract String url();

  /**
   * Its next answers.
   *
   * @param answers in order
   */
  public final void next(ScriptedAnswer... answers) {
    script.addAll(Arrays.asList(answers));
  }

  /** From now on every byte is sent by itself, also in the middle of letters. */
  public final void sendByteByByte() {
    byteByByte = true;
  }

  /** From now on every response has a connection of its own. */
  public final void closesConnections() {
    server.closesConnections();
  }

  /** All requests for an answer, in the order they came. */
  public final List<SeenRequest> requests() {
    return List.copyOf(seen);
  }

  /** The request that came last. */
  public final SeenRequest lastRequest() {
    return seen.getLast();
  }

  /** What a strict server does not like though a lenient one might put up with it. */
  public final List<String> complaints() {
    return List.copyOf(complaints);
  }

  /**
   * Notes something it does not like.
   *
   * @param what it is
   */
  protected final void complain(String what) {
    complaints.add(what);
  }

  @Override
  public final void close() {
    server.close();
  }

  /**
   * Any request.
   *
   * @param exchange it
   */
  protected abstract void handle(Exchange exchange) throws IOException;

  /**
   * The body of a request, or null after it was refused for being no JSON.
   *
   * @param exchange the request
   */
  protected final JsonNode body(Exchange exchange) {
    try {
      return JSON.readTree(exchange.request().body());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /**
   * Plays the next script.
   *
   * @param exchange the request
   * @param body of it
   */
  protected final void answer(Exchange exchange, JsonNode body) throws IOException {
    SeenRequest request = new SeenRequest(body, exchange);
    seen.add(request);
    ScriptedAnswer next = script.poll();
    ScriptedAnswer answer = next == null ? USUAL : next;
    Framing framing = framing(body);
    for (Step step : answer.steps()) {
      if (!play(exchange, framing, step)) {
        return;
      }
    }
    frames(exchange, framing, framing.finish(framing.calls() ? "tool_calls" : "stop"));
    exchange.end();
  }

  private boolean play(Exchange exchange, Framing framing, Step step) throws IOException {
    switch (step) {
      case Step.Say say -> frames(exchange, framing, framing.say(say.text()));
      case Step.Think think -> frames(exchange, framing, framing.think(think.text()));
      case Step.Call call -> frames(exchange, framing, framing.call(call.tool(), call.arguments()));
      case Step.Garbage garbage -> frames(exchange, framing, List.of(framing.garbage()));
      case Step.Report report ->
          frames(exchange, framing, List.of(framing.error(report.message())));
      case Step.Head head -> exchange.begin(framing.type());
      case Step.Pause pause -> {
        return exchange.pause(pause.millis());
      }
      case Step.Hold hold -> {
        return exchange.pause(60_000);
      }
      case Step.Finish finish -> {
        frames(exchange, framing, framing.finish(finish.reason()));
        exchange.end();
        return false;
      }
      case Step.Refuse refuse -> {
        refuse(exchange, refuse.status(), refuse.message());
        return false;
      }
      case Step.Die die -> {
        exchange.begin(framing.type());
        switch (die.death()) {
          case RESET -> exchange.reset();
          case TRUNCATED -> exchange.truncate();
          case EARLY_END -> exchange.end();
        }
        return false;
      }
    }
    return true;
  }

  private void frames(Exchange exchange, Framing framing, List<String> frames) throws IOException {
    exchange.begin(framing.type());
    for (String frame : frames) {
      byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
      if (byteByByte) {
        for (byte each : bytes) {
          exchange.chunk(new byte[] {each});
        }
      } else {
        exchange.chunk(bytes);
      }
    }
  }

  /**
   * Refuses a request in the words of this kind of server.
   *
   * @param exchange the request
   * @param status of HTTP
   * @param message why
   */
  protected abstract void refuse(Exchange exchange, int status, String message) throws IOException;

  /**
   * How this kind of server puts an answer into a stream.
   *
   * @param request what was asked
   */
  protected abstract Framing framing(JsonNode request);

  /** Puts one answer into a stream, each piece as one or more frames. */
  protected interface Framing {
    /** Of the content. */
    String type();

    /** A token. */
    List<String> say(String token);

    /** Reasoning. */
    List<String> think(String text);

    /** A tool call. */
    List<String> call(String tool, String arguments);

    /** Whether there was a tool call. */
    boolean calls();

    /** An unreadable frame. */
    String garbage();

    /** An error within the stream. */
    String error(String message);

    /** The end. */
    List<String> finish(String reason);
  }
}
