package coda.voice.conversation.journal;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.journal.Journal.End;
import coda.voice.conversation.journal.Journal.Entry;
import coda.voice.conversation.journal.Journal.Incomplete;
import coda.voice.conversation.journal.Journal.Line;
import coda.voice.conversation.journal.Journal.Opening;
import coda.voice.conversation.journal.JournalFile.Side;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a session to a file while it goes on.
 *
 * <p>The session's loop only puts what happened into a bounded queue; a thread of the writer's own
 * makes lines of it, at the latest after half a second. When that thread cannot keep up or the disk
 * fails, the journal stops and says so: once in the log and, if that still can be written, in its
 * last line. The session does not notice. The file is closed after {@link SessionNotice.Ended}.
 */
public final class JournalWriter implements SessionWitness {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  /** What may wait to be written: twenty seconds of a lively session with its sound. */
  private static final int CAPACITY = 4096;

  private static final long PERIOD_NANOS = 500_000_000;

  private final Opening opening;
  private final boolean sound;
  private final Destination destination;
  private final Executor executor;
  private final MpmcArrayQueue<Item> queue;
  private final EntryMaker maker = new EntryMaker(this::put);
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean stopped;
  private volatile Optional<String> problem = Optional.empty();
  private volatile @Nullable Thread thread;

  /**
   * A journal that begins with the session's first step; nothing is written before.
   *
   * @param opening how the session begins
   * @param folder where; it exists
   * @param name of the file, without the ending {@code .journal}
   * @param sound whether the microphone's and the answers' sound is kept too, in WAV files beside
   */
  public JournalWriter(Opening opening, Path folder, String name, boolean sound) {
    this(opening, folder, name, sound, Thread.ofVirtual().name("journal-" + name)::start);
  }

  JournalWriter(Opening opening, Path folder, String name, boolean sound, Executor executor) {
    this(opening, sound, () -> JournalFile.create(folder, name, opening), executor, CAPACITY);
  }

  JournalWriter(
      Opening opening, boolean sound, Destination destination, Executor executor, int capacity) {
    this.opening = opening;
    this.sound = sound;
    this.destination = destination;
    this.executor = executor;
    this.queue = new MpmcArrayQueue<>(capacity);
  }

  /** Opens the file, on the writer's thread. */
  interface Destination {
    JournalFile open() throws IOException;
  }

  @Override
  public void onStep(TurnEvent event, TurnMachine.Step step) {
    maker.step(event, step.effects());
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    if (notice instanceof SessionNotice.ReplyAudio audio) {
      put(Side.REPLY, atMs, audio.frame());
    }
    maker.notice(atMs, notice);
    if (notice instanceof SessionNotice.Ended) {
      put(new Text(new End()));
      stop();
    }
  }

  @Override
  public void onMicrophone(long atMs, AudioFrame frame) {
    put(Side.MICROPHONE, atMs, frame);
  }

  /**
   * Waits until everything is written and the file is closed. Blocks.
   *
   * @param timeout at most so long
   * @return whether it is
   * @throws InterruptedException when the caller is
   */
  public boolean awaitFinished(Duration timeout) throws InterruptedException {
    return !started.get() || finished.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void put(Entry entry) {
    put(new Text(entry));
  }

  private void put(Side side, long atMs, AudioFrame frame) {
    if (sound && !stopped) {
      put(new Samples(side, atMs, frame.retain()));
    }
  }

  private void put(Item item) {
    if (stopped || !queue.offer(item)) {
      item.release();
      if (!stopped) {
        problem = Optional.of("more happened than could be written");
        stop();
      }
      return;
    }
    if (started.compareAndSet(false, true)) {
      start();
    }
    if (stopped) {
      // The writer may have given up, and emptied the queue, just before this came.
      releaseAll();
    } else if (queue.size() > queue.capacity() / 2) {
      LockSupport.unpark(thread);
    }
  }

  private void start() {
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException e) {
      stopped = true;
      finished.countDown();
      LOG.warn("Conversation {} has no journal: the server goes down", opening.conversationId());
    }
  }

  private void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    thread = Thread.currentThread();
    try (JournalFile file = destination.open()) {
      writeAll(file);
      if (problem.isPresent()) {
        file.write(new Incomplete(problem.get()));
      }
    } catch (IOException | RuntimeException e) {
      problem = Optional.of(e.toString());
    } finally {
      stopped = true;
      releaseAll();
      problem.ifPresent(
          why ->
              LOG.warn(
                  "The journal of conversation {} is incomplete: {}",
                  opening.conversationId(),
                  why));
      finished.countDown();
    }
  }

  private void writeAll(JournalFile file) throws IOException {
    boolean last;
    do {
      last = stopped;
      @Nullable Item item;
      while ((item = queue.poll()) != null) {
        try {
          item.write(file);
        } finally {
          item.release();
        }
      }
      if (!last) {
        file.flush();
        LockSupport.parkNanos(PERIOD_NANOS);
      }
    } while (!last);
  }

  private void releaseAll() {
    @Nullable Item item;
    while ((item = queue.poll()) != null) {
      item.release();
    }
  }

  /** Something that waits to be written. */
  private sealed interface Item {
    void write(JournalFile file) throws IOException;

    void release();
  }

  private record Text(Line line) implements Item {
    @Override
    public void write(JournalFile file) throws IOException {
      file.write(line);
    }

    @Override
    public void release() {}
  }

  private record Samples(Side side, long atMs, AudioFrame frame) implements Item {
    @Override
    public void write(JournalFile file) throws IOException {
      file.write(side, atMs, frame);
    }

    @Override
    public void release() {
      frame.release();
    }
  }
}
