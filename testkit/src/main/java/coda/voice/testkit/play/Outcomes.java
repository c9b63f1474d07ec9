package coda.voice.testkit.play;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.Ended;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of a scenario, as it was when it ended. */
final class Outcomes {
  final Scenario scenario;
  final long endedAt;
  final List<Recording.Told> told;
  final List<Recording.Done> done;
  final List<Long> audioAt;
  final List<HeardReply> replies;
  final List<ScenarioModel.Asked> asked;
  final List<Cues.Performed> performed;
  final List<Happening> never;
  final List<Long> soundAt;
  final Map<String, Integer> toolRuns = new LinkedHashMap<>();
  final int duplexOpened;

  private Optional<List<Message>> history = Optional.empty();
  private Optional<String> leftovers = Optional.empty();

  Outcomes(Stage stage) {
    scenario = stage.scenario;
    endedAt = stage.loop.nowMillis();
    replies = stage.cast.client.replies();
    told = List.copyOf(stage.recording.told());
    done = List.copyOf(stage.recording.done());
    audioAt = List.copyOf(stage.recording.audioAt());
    asked = List.copyOf(stage.cast.model.asked());
    performed = List.copyOf(stage.cues.performed());
    never = List.copyOf(stage.cues.waiting());
    soundAt = List.copyOf(stage.cast.microphone.onsets());
    duplexOpened = stage.cast.duplex.opened();
    stage.cast.tools.forEach((name, tool) -> toolRuns.put(name, tool.runs()));
  }

  void history(List<Message> lines) {
    history = Optional.of(lines);
  }

  void leftovers(Optional<String> left) {
    leftovers = left;
  }

  Optional<String> leftovers() {
    return leftovers;
  }

  /** The history; of a session that is over, what was to be remembered. */
  List<Message> history() {
    return history.orElseGet(this::remembered);
  }

  private List<Message> remembered() {
    List<Message> lines = new ArrayList<>();
    Stream.concat(
            done.stream().map(d -> new Moment(d.at(), d.effect())),
            told.stream().map(t -> new Moment(t.at(), t.notice())))
        .sorted(java.util.Comparator.comparingLong(Moment::at))
        .forEach(moment -> remember(lines, moment.what()));
    return lines;
  }

  private static void remember(List<Message> lines, Object what) {
    if (what instanceof TurnEffect.RecordAnswered user) {
      boolean answered = !lines.isEmpty() && lines.getLast().role() == Role.ASSISTANT;
      lines.add(answered ? lines.size() - 1 : lines.size(), new Message(Role.USER, user.text()));
    } else if (what instanceof TurnEffect.RecordUser user) {
      if (user.continuesPrevious() && !lines.isEmpty()) {
        lines.removeLast();
      }
      lines.add(new Message(Role.USER, user.text()));
    } else if (what instanceof ReplyEnded end && !end.text().isBlank()) {
      lines.add(new Message(Role.ASSISTANT, end.text()));
    }
  }

  boolean over() {
    return !notices(Ended.class).isEmpty();
  }

  <T extends SessionNotice> List<T> notices(Class<T> kind) {
    return told.stream()
        .map(Recording.Told::notice)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  <T extends TurnEffect> List<T> effects(Class<T> kind) {
    return done.stream()
        .map(Recording.Done::effect)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** When the first notice was told that fits, or -1. */
  long toldAt(java.util.function.Predicate<SessionNotice> fits) {
    return told.stream()
        .filter(t -> fits.test(t.notice()))
        .mapToLong(Recording.Told::at)
        .findFirst()
        .orElse(-1);
  }

  /** The name of a reply, counted from 1, or nothing. */
  Optional<String> replyId(int number) {
    List<ReplyStarted> started = notices(ReplyStarted.class);
    return number > 0 && number <= started.size()
        ? Optional.of(started.get(number - 1).replyId())
        : Optional.empty();
  }

  private record Moment(long at, Object what) {}
}
