package coda.voice.server.demo;

import coda.voice.server.demo.ReplyRecord.Interruption;
import coda.voice.server.demo.Timeline.Entry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How the demo went. */
public final class DemoResult {
  private final List<TurnResult> turns;
  private final List<Entry> timeline;
  private final List<String> problems;
  private final StereoTape tape;

  DemoResult(List<TurnResult> turns, List<Entry> timeline, List<String> problems, StereoTape tape) {
    this.turns = List.copyOf(turns);
    this.timeline = List.copyOf(timeline);
    this.tape = tape;
    this.problems =
        Stream.concat(
                problems.stream(),
                turns.stream()
                    .flatMap(turn -> turn.problems().stream().map(p -> turn.said() + ": " + p)))
            .toList();
  }

  /** What was not as it must be; empty when all went well. */
  public List<String> problems() {
    return problems;
  }

  /**
   * Saves both sides: the user on the left channel, the assistant on the right.
   *
   * @param file WAV
   */
  public void save(Path file) {
    tape.save(file);
  }

  /**
   * Prints the table of delays, the interruption and what went wrong.
   *
   * @param out where to
   */
  public void print(PrintWriter out) {
    out.printf("%n%-32s %9s   %s%n", "", "first", "of which, as the server measured it, in ms");
    out.printf(
        "%-32s %9s   %11s %10s %10s %11s%n",
        "turn", "sound", "endpointing", "transcript", "first text", "first audio");
    for (TurnResult turn : turns) {
      row(out, turn.said(), Delays.of(turn));
    }
    row(out, "median", Delays.median(turns));
    out.println(
        "\"first sound\" is the time from the end of the user's speech to the first audio at the"
            + " client, in ms.");
    turns.forEach(turn -> interruption(out, turn));
    problems.forEach(problem -> out.println("WRONG  " + problem));
    out.println(problems.isEmpty() ? "All turns went well." : problems.size() + " problem(s).");
  }

  private void interruption(PrintWriter out, TurnResult turn) {
    Optional<Interruption> cut = turn.reply().flatMap(ReplyRecord::interruption);
    int next = turns.indexOf(turn) + 1;
    if (cut.isPresent() && next < turns.size()) {
      out.printf(
          "The answer to \"%s\" fell silent %.0f ms after the user began to speak over it."
              + " Heard: \"%s\" (%d ms says the server, %.0f ms were played).%n",
          turn.said(),
          cut.get().atMs() - turns.get(next).spoken().startMs(),
          cut.get().heardText(),
          cut.get().heardMs(),
          cut.get().playedMs());
    }
  }

  private static void row(PrintWriter out, String name, Delays delays) {
    out.printf(
        "%-32s %9s   %11s %10s %10s %11s%n",
        name,
        text(delays.client()),
        text(delays.endpointing()),
        text(delays.transcript()),
        text(delays.firstText()),
        text(delays.firstAudio()));
  }

  private static String text(OptionalDouble ms) {
    return ms.isPresent() ? "%.0f".formatted(ms.getAsDouble()) : "-";
  }

  /** The same for programs: texts, numbers, lists and maps. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ok", problems.isEmpty());
    json.put("problems", problems);
    json.put("median", Delays.median(turns).json());
    json.put("turns", turns.stream().map(DemoResult::json).toList());
    json.put("timeline", timeline);
    return json;
  }

  private static Map<String, Object> json(TurnResult turn) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("said", turn.said());
    json.put("understood", turn.understood());
    json.put("speech_start_ms", turn.spoken().startMs());
    json.put("speech_end_ms", turn.spoken().endMs());
    json.put("delays", Delays.of(turn).json());
    turn.reply().ifPresent(reply -> json.put("reply", reply.text()));
    turn.reply()
        .flatMap(ReplyRecord::ending)
        .ifPresent(ending -> json.put("history", ending.text()));
    turn.reply()
        .flatMap(ReplyRecord::interruption)
        .ifPresent(
            cut ->
                json.put(
                    "interruption",
                    Map.of(
                        "at_ms", cut.atMs(),
                        "heard_text", cut.heardText(),
                        "heard_ms", cut.heardMs(),
                        "played_ms", cut.playedMs())));
    json.put("problems", turn.problems());
    return json;
  }
}
