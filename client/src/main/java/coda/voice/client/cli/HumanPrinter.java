package coda.voice.client.cli;

import coda.voice.client.CodaEvent;
import coda.voice.client.ModeNews;
import coda.voice.protocol.UserText;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.Latency;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** For people: lines, and on a terminal a line that is rewritten while words come in. */
final class HumanPrinter implements TalkPrinter {
  private static final String REWRITE = "\r\u001b[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private boolean lineOpen;
  private String replying = "";

  /**
   * A printer.
   *
   * @param out for the conversation
   * @param err for what goes wrong
   * @param terminal whether lines can be rewritten
   */
  HumanPrinter(PrintWriter out, PrintWriter err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void opened(String uri, String conversationId, ServerMessage.ServerInfo server) {
    line(
        "Connected to %s (version %s), conversation %s"
            .formatted(uri, clean(server.version()), conversationId));
  }

  @Override
  public void sending(String what) {
    line(what);
  }

  @Override
  public void transcript(ServerMessage.Transcript transcript) {
    if (transcript.isFinal()) {
      String confidence =
          transcript.confidence().isPresent()
              ? "  (%.0f %%)".formatted(transcript.confidence().getAsDouble() * 100)
              : "";
      line("you:   " + clean(transcript.text()) + confidence);
    } else if (terminal) {
      endReplyLine();
      out.print(REWRITE + "you …  " + clean(transcript.text()));
      out.flush();
      lineOpen = true;
    } else {
      line("you …  " + clean(transcript.text()));
    }
  }

  @Override
  public void dropped(String code, String message) {
    line("(" + clean(message) + ", " + clean(code) + ")");
  }

  @Override
  public void replyText(String responseId, String text) {
    if (!responseId.equals(replying)) {
      line("");
      replying = responseId;
      out.print(terminal ? "coda:  " : "coda:");
    }
    if (terminal) {
      out.print(clean(text));
    } else {
      out.println();
      out.print("       " + clean(text).strip());
    }
    out.flush();
  }

  @Override
  public void interrupted(ServerMessage.Interrupted interrupted) {
    line(
        "(interrupted by %s after %.1f s; heard: %s)"
            .formatted(
                clean(interrupted.reason()),
                interrupted.heardMs() / 1000.0,
                clean(interrupted.heardText())));
  }

  @Override
  public void replyEnded(ServerMessage.VoiceResponse response, Seen seen) {
    switch (response.outcome()) {
      case CANCELLED, TRUNCATED -> line("(the reply was " + response.outcome().wireName() + ")");
      case FAILED -> line("(the reply failed)");
      case COMPLETED -> {
        // as expected
      }
    }
    line("server: " + latency(response.latency()));
    List<String> here = new ArrayList<>();
    add(here, "final transcript", seen.finalTranscript());
    add(here, "first reply text", seen.firstText());
    add(here, "first reply audio", seen.firstAudio());
    if (!here.isEmpty()) {
      line("here:   end of speech → " + String.join(", ", here));
    }
  }

  private static String latency(Latency latency) {
    List<String> stages = new ArrayList<>();
    add(stages, "end of turn", latency.endpointing());
    add(stages, "transcript", latency.transcript());
    add(stages, "first text", latency.firstText());
    add(stages, "first audio", latency.firstAudio());
    add(stages, "total", latency.total());
    return stages.isEmpty() ? "no stage was measured" : String.join(", ", stages);
  }

  private static void add(List<String> to, String what, OptionalLong ms) {
    ms.ifPresent(value -> to.add(what + " " + value + " ms"));
  }

  @Override
  public void mode(ModeNews news) {
    switch (news) {
      case ModeNews.Routed n ->
          line(
              "route:  %s%s%s"
                  .formatted(
                      clean(n.route()),
                      n.reasons().isEmpty() ? "" : ": " + clean(String.join(", ", n.reasons())),
                      n.explored() ? " (explored)" : ""));
      case ModeNews.Answered n ->
          line("heard:  %s: %s".formatted(clean(n.answerer()), clean(n.reason())));
      case ModeNews.Changed n ->
          line(
              n.recovered()
                  ? "mode:   %s again".formatted(clean(n.requested()))
                  : "mode:   %s instead of %s for now (%s)"
                      .formatted(clean(n.effective()), clean(n.requested()), clean(n.code())));
    }
  }

  @Override
  public void error(ServerMessage.Failure failure) {
    problem(
        "The server reports: %s (%s, reference %s)"
            .formatted(clean(failure.error()), failure.code(), failure.reference()));
  }

  @Override
  public void connection(CodaEvent event) {
    switch (event) {
      case CodaEvent.Reconnecting trying ->
          problem(
              "Connection lost (%s); attempt %d in %d ms"
                  .formatted(clean(trying.reason()), trying.attempt(), trying.delayMs()));
      case CodaEvent.GaveUp gone -> problem("Connection lost: " + clean(gone.reason()));
      case CodaEvent.Malformed malformed ->
          problem("The server said something unknown: " + malformed.problem().safeMessage());
      case CodaEvent.Connected again -> {
        if (again.attempt() > 0) {
          problem("Connected again");
        }
      }
      case CodaEvent.BegunAnew anew ->
          problem("The conversation could not go on (" + clean(anew.code()) + "): beginning anew");
      case CodaEvent.Resumed _, CodaEvent.Closed _, CodaEvent.Message _, CodaEvent.Audio _ -> {
        // nothing to say
      }
    }
  }

  @Override
  public void saved(Path file, long durationMs) {
    line("Saved %.2f s to %s".formatted(durationMs / 1000.0, file));
  }

  @Override
  public void nothingToSave() {
    line("No sound came; nothing was saved");
  }

  @Override
  public void failed(String code, String message) {
    problem(message + " (" + code + ")");
  }

  private void problem(String text) {
    line("");
    err.println(text);
    err.flush();
  }

  private void line(String text) {
    if (lineOpen) {
      out.print(REWRITE);
      lineOpen = false;
    }
    endReplyLine();
    if (!text.isEmpty()) {
      out.println(text);
    }
    out.flush();
  }

  private void endReplyLine() {
    if (!replying.isEmpty()) {
      out.println();
      replying = "";
    }
  }

  /** What the server says must not steer the terminal. */
  private static String clean(String text) {
    return UserText.clean(text.replaceAll("\\p{Cntrl}", " ")).replace('\n', ' ');
  }
}
