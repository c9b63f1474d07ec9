package coda.voice.testkit.simulation;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.testkit.play.Aftermath;
import coda.voice.testkit.play.StageWitness;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.Moment;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.Setting;
import coda.voice.testkit.scenario.TimeSetting;
import coda.voice.testkit.scenario.UserAction;
import java.util.List;
import java.util.OptionalLong;

/**
 * What must hold of a whole session: of what it tells its client, of what the client really played,
 * of the microphone's samples, and of what is left of it. Follows one session; used by its thread.
 */
public final class SessionInvariants implements StageWitness {
  /** After the last thing that happens, a session may be busy for so long before it is idle. */
  private static final long LONGEST_LAST_WORDS_MS = 50_000;

  private final Violations violations;
  private final NoticeCheck notices;
  private final OrderCheck orders;
  private final RequestCheck requests;
  private final HistoryCheck history;
  private final HeardCheck heard;
  private final AnswerCheck answers;
  private final SampleCheck samples;
  private final boolean endsByItself;

  /**
   * No session yet.
   *
   * @param scenario what is played; it comes to its end by itself
   */
  public SessionInvariants(Scenario scenario) {
    this(scenario, new Violations());
  }

  SessionInvariants(Scenario scenario, Violations violations) {
    this.violations = violations;
    this.endsByItself = endsByItself(scenario);
    this.notices = new NoticeCheck(violations);
    this.orders = new OrderCheck(violations);
    this.requests = new RequestCheck(violations);
    this.history = new HistoryCheck(violations, scenario);
    this.heard = new HeardCheck(violations, Honesty.of(scenario));
    this.answers = new AnswerCheck(violations);
    this.samples = new SampleCheck(violations, preRollMs(scenario));
  }

  private static long preRollMs(Scenario scenario) {
    return time(scenario, TimeSetting.PRE_ROLL).orElse(TurnSettings.DEFAULTS.preRollMs());
  }

  /** Whether a scenario lasts so long that nobody can be left in it who has something to say. */
  private static boolean endsByItself(Scenario scenario) {
    long last =
        scenario.happenings().stream()
            .mapToLong(h -> h.when() instanceof Moment.At at ? at.ms() : 0)
            .max()
            .orElse(0);
    long idle = time(scenario, TimeSetting.IDLE).orElse(TurnSettings.DEFAULTS.idleMs());
    return !holdsTheButton(scenario)
        && scenario.givens().stream()
            .anyMatch(
                g -> g instanceof Given.Lasts l && l.ms() - last - idle >= LONGEST_LAST_WORDS_MS);
  }

  /** Whether the user never lets the button to talk go. */
  private static boolean holdsTheButton(Scenario scenario) {
    boolean pressed = false;
    for (Happening happening : scenario.happenings()) {
      pressed =
          switch (happening.what()) {
            case UserAction.PressesButton a -> true;
            case UserAction.ReleasesButton a -> false;
            default -> pressed;
          };
    }
    return pressed;
  }

  private static OptionalLong time(Scenario scenario, TimeSetting what) {
    return scenario.givens().stream()
        .filter(g -> g instanceof Setting.Time time && time.what() == what)
        .mapToLong(g -> ((Setting.Time) g).ms())
        .findFirst();
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    orders.onStep(event, step);
    requests.onStep(event, step);
    history.onStep(event, step);
    samples.onStep(event, step);
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    notices.onNotice(atMs, notice);
    requests.onNotice(atMs, notice);
    history.onNotice(atMs, notice);
    heard.onNotice(atMs, notice);
    answers.onNotice(atMs, notice);
    samples.onNotice(atMs, notice);
  }

  @Override
  public void onMicrophone(long atMs, AudioFrame frame) {
    samples.onMicrophone(atMs, frame);
  }

  @Override
  public void onRecognitionRefused() {
    samples.onRecognitionRefused();
  }

  @Override
  public void onRecognitionOpened() {
    samples.onRecognitionOpened();
  }

  @Override
  public void onRecognitionHeard(AudioFrame frame) {
    samples.onRecognitionHeard(frame);
  }

  /**
   * The session is over: compares what it told with what is left.
   *
   * @param aftermath what is left
   */
  public void compare(Aftermath aftermath) {
    if (!aftermath.over() && endsByItself) {
      violations.add(
          Invariant.EVERY_WAIT_ENDS, "the session has not ended by itself", aftermath.endedAt());
    }
    aftermath
        .leftovers()
        .ifPresent(
            left ->
                violations.add(
                    Invariant.EVERYTHING_GIVEN_BACK,
                    "not given back: " + left,
                    aftermath.endedAt()));
    orders.compare(aftermath.performed());
    samples.compare();
    history.compare(aftermath.asked());
    heard.compare(aftermath.replies());
    answers.compare(aftermath.replies());
  }

  /** What was violated so far, in order; the first few of it. */
  public List<Violation> violations() {
    return violations.all();
  }
}
