package coda.voice.conversation;

import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.engine.DialogueScope;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What a dialogue may do in its session, from any thread, until the session is over. */
final class SessionScope implements DialogueScope {
  private final SessionSetup setup;
  private final SessionLoop loop;
  private final Consumer<Announcement> speakUp;
  private final Runnable goodbye;
  private final Set<Cancellable> timers = ConcurrentHashMap.newKeySet();
  private volatile double rate = 1;
  private volatile boolean over;

  SessionScope(
      SessionSetup setup, SessionLoop loop, Consumer<Announcement> speakUp, Runnable goodbye) {
    this.setup = setup;
    this.loop = loop;
    this.speakUp = speakUp;
    this.goodbye = goodbye;
  }

  /** From now on nothing that was asked for happens. On the loop. */
  void end() {
    over = true;
    timers.forEach(Cancellable::cancel);
    timers.clear();
  }

  @Override
  public String conversationId() {
    return setup.conversationId();
  }

  @Override
  public String language() {
    return setup.language();
  }

  @Override
  public ZoneId zone() {
    return setup.zone();
  }

  @Override
  public long wallClockMillis() {
    return loop.wallClockMillis();
  }

  @Override
  public Runnable later(long delayMs, Runnable task) {
    Later later = new Later(task);
    loop.execute(() -> later.arm(delayMs));
    return () -> loop.execute(later::cancel);
  }

  @Override
  public void say(Announcement announcement) {
    onLoop(() -> speakUp.accept(announcement));
  }

  @Override
  public void speechRate(double wanted) {
    rate = Math.clamp(wanted, 0.5, 2.0);
  }

  @Override
  public double speechRate() {
    return rate;
  }

  @Override
  public void endAfterReply() {
    onLoop(goodbye);
  }

  private void onLoop(Runnable task) {
    loop.execute(
        () -> {
          if (!over) {
            task.run();
          }
        });
  }

  /** A task for later; armed, run and called off on the loop. */
  private final class Later implements Cancellable {
    private final Runnable task;
    private Cancellable timer = () -> {};
    private boolean done;

    Later(Runnable task) {
      this.task = task;
    }

    void arm(long delayMs) {
      if (!over && !done) {
        timers.add(this);
        timer = loop.schedule(delayMs, this::run);
      }
    }

    private void run() {
      timers.remove(this);
      done = true;
      task.run();
    }

    @Override
    public void cancel() {
      done = true;
      timers.remove(this);
      timer.cancel();
    }
  }
}
