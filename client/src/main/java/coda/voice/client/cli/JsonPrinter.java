package coda.voice.client.cli;

import coda.voice.client.CodaEvent;
import coda.voice.client.ModeNews;
import coda.voice.protocol.coda.ServerMessage;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** For programs: one JSON object per line, with {@code event} and {@code at_ms} since the start. */
final class JsonPrinter implements TalkPrinter {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final PrintWriter out;
  private final LongSupplier millis;
  private final long start;

  /**
   * A printer.
   *
   * @param out where lines go
   * @param millis a clock that never goes back
   */
  JsonPrinter(PrintWriter out, LongSupplier millis) {
    this.out = out;
    this.millis = millis;
    this.start = millis.getAsLong();
  }

  private ObjectNode event(String name) {
    return MAPPER.createObjectNode().put("event", name).put("at_ms", millis.getAsLong() - start);
  }

  private void print(ObjectNode node) {
    out.println(node);
    out.flush();
  }

  @Override
  public void opened(String uri, String conversationId, ServerMessage.ServerInfo server) {
    print(
        event("opened")
            .put("url", uri)
            .put("conversation_id", conversationId)
            .put("server_version", server.version()));
  }

  @Override
  public void sending(String what) {
    print(event("sending").put("what", what));
  }

  @Override
  public void transcript(ServerMessage.Transcript transcript) {
    ObjectNode node =
        event("transcript").put("text", transcript.text()).put("is_final", transcript.isFinal());
    transcript.confidence().ifPresent(value -> node.put("confidence", value));
    print(node);
  }

  @Override
  public void dropped(String code, String message) {
    print(event("turn_dropped").put("code", code).put("message", message));
  }

  @Override
  public void replyText(String responseId, String text) {
    print(event("reply_text").put("response_id", responseId).put("text", text));
  }

  @Override
  public void interrupted(ServerMessage.Interrupted interrupted) {
    print(
        event("interrupted")
            .put("response_id", interrupted.responseId())
            .put("heard_text", interrupted.heardText())
            .put("heard_ms", interrupted.heardMs())
            .put("precision", interrupted.precision().wireName())
            .put("reason", interrupted.reason()));
  }

  @Override
  public void replyEnded(ServerMessage.VoiceResponse response, Seen seen) {
    ObjectNode node =
        event("reply")
            .put("response_id", response.responseId())
            .put("text", response.textContent())
            .put("outcome", response.outcome().wireName())
            .put("mode", response.mode().wireName());
    ObjectNode server = node.putObject("server_ms");
    put(server, "endpointing", response.latency().endpointing());
    put(server, "transcript", response.latency().transcript());
    put(server, "first_text", response.latency().firstText());
    put(server, "first_audio", response.latency().firstAudio());
    put(server, "total", response.latency().total());
    ObjectNode here = node.putObject("client_ms");
    put(here, "final_transcript", seen.finalTranscript());
    put(here, "first_text", seen.firstText());
    put(here, "first_audio", seen.firstAudio());
    print(node);
  }

  private static void put(ObjectNode node, String name, OptionalLong value) {
    value.ifPresent(present -> node.put(name, present));
  }

  @Override
  public void mode(ModeNews news) {
    print(
        switch (news) {
          case ModeNews.Routed n -> {
            ObjectNode node =
                event("turn_routed")
                    .put("response_id", n.responseId())
                    .put("mode", n.mode())
                    .put("route", n.route())
                    .put("explored", n.explored());
            n.reasons().forEach(node.putArray("reasons")::add);
            yield node;
          }
          case ModeNews.Answered n ->
              event("turn_answered")
                  .put("response_id", n.responseId())
                  .put("answerer", n.answerer())
                  .put("reason", n.reason());
          case ModeNews.Changed n ->
              event("mode_changed")
                  .put("requested", n.requested())
                  .put("effective", n.effective())
                  .put("code", n.code())
                  .put("recovered", n.recovered());
        });
  }

  @Override
  public void error(ServerMessage.Failure failure) {
    print(
        event("server_error")
            .put("error", failure.error())
            .put("code", failure.code())
            .put("reference", failure.reference())
            .put("fatal", failure.fatal()));
  }

  @Override
  public void connection(CodaEvent event) {
    switch (event) {
      case CodaEvent.Connected connected ->
          print(event("connected").put("attempt", connected.attempt()));
      case CodaEvent.Reconnecting trying ->
          print(
              event("reconnecting")
                  .put("attempt", trying.attempt())
                  .put("delay_ms", trying.delayMs())
                  .put("reason", trying.reason()));
      case CodaEvent.Resumed again ->
          print(
              event("resumed")
                  .put("conversation_id", again.conversationId())
                  .put("missed", again.missed()));
      case CodaEvent.BegunAnew anew -> print(event("begun_anew").put("code", anew.code()));
      case CodaEvent.GaveUp gone -> print(event("gave_up").put("reason", gone.reason()));
      case CodaEvent.Malformed malformed ->
          print(event("malformed").put("reason", malformed.problem().safeMessage()));
      case CodaEvent.Closed closed -> print(event("closed").put("code", closed.code()));
      case CodaEvent.Message _, CodaEvent.Audio _ -> {
        // told in their own words
      }
    }
  }

  @Override
  public void saved(Path file, long durationMs) {
    print(event("saved").put("file", file.toString()).put("duration_ms", durationMs));
  }

  @Override
  public void nothingToSave() {
    print(event("nothing_to_save"));
  }

  @Override
  public void failed(String code, String message) {
    print(event("failed").put("code", code).put("message", message));
  }
}
