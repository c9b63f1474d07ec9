package coda.voice.engines.kyutai.moshi;

import static coda.voice.engine.EngineError.ENGINE_LOST;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DuplexModel.DuplexListener;
import coda.voice.engine.DuplexModel.DuplexRequest;
import coda.voice.engine.DuplexModel.DuplexStream;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engines.kyutai.moshi.MoshiApproach.Effort;
import coda.voice.engines.kyutai.moshi.MoshiServer.Lease;
import coda.voice.engines.kyutai.transport.Mailbox;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation with Moshi, over one connection after the other. An actor: whatever happens is
 * posted to its mailbox, so nothing in here is touched by two threads but what says so.
 */
final class MoshiStream implements DuplexStream {
  private static final Logger log = LoggerFactory.getLogger(MoshiStream.class);

  private static final long MS = 1_000_000;
  private static final long REPLACE_NANOS = 2_000 * MS;
  private static final int REPLACE_ATTEMPTS = 2;

  /** A connection that lives no longer than that is not replaced by another, or it would go on. */
  private static final long SHORT_LIFE_NANOS = 5_000 * MS;

  private final MoshiParts parts;
  private final DuplexRequest request;
  private final Telling telling;
  private final Consumer<MoshiStream> whenOver;
  private final Mailbox mailbox = new Mailbox(Thread::startVirtualThread);
  private final Holdings holdings = new Holdings();
  private final FrameInbox inbox;
  private final RealTimeUplink uplink;
  private final PlannedReplacement plan;
  private final AtomicBoolean beatPosted = new AtomicBoolean();
  private volatile boolean listening;

  private boolean everReady;
  private @Nullable MoshiApproach approach;
  private @Nullable MoshiLink live;
  private @Nullable Permit permit;
  private @Nullable Permit secondPermit;
  private long liveSince;
  private long lastSound;
  private boolean replacedLost;
  private String lostWhy = "";

  MoshiStream(
      MoshiParts parts,
      DuplexRequest request,
      DuplexListener listener,
      Consumer<MoshiStream> whenOver) {
    this.parts = parts;
    this.request = request;
    this.telling = new Telling(listener, request.conversationId());
    this.whenOver = whenOver;
    this.inbox = new FrameInbox(parts.counters());
    this.uplink = new RealTimeUplink(new LiveLink(), parts.counters());
    this.plan = new PlannedReplacement();
  }

  /** Sound goes to whichever connection is live. */
  private final class LiveLink implements RealTimeUplink.Sink {
    @Override
    public boolean ready() {
      return live != null && live.ready();
    }

    @Override
    public void send(short[] samples) {
      if (live != null) {
        live.send(samples);
      }
    }
  }

  /** Begins with a permit. */
  void begin(Permit taken) {
    if (holdings.hold(taken, taken::close)) {
      Runnable end = parts.clock().every(this::beat);
      holdings.hold(end, end);
      mailbox.execute(() -> begun(taken));
    }
  }

  /** Begins when a permit comes. */
  void beginLater(CompletableFuture<Permit> coming) {
    if (!holdings.hold(coming, () -> coming.cancel(false))) {
      return;
    }
    var unused =
        coming.whenComplete(
            (taken, failure) -> {
              if (taken != null) {
                begin(taken);
              } else if (!coming.isCancelled()) {
                mailbox.execute(() -> fail(described(failure)));
              }
            });
  }

  private static EngineException described(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof EngineException known
        ? known
        : EngineException.failed(MoshiPool.NAME, failure);
  }

  private void begun(Permit taken) {
    if (telling.muted()) {
      return;
    }
    permit = taken;
    search(
        new Effort(parts.settings().handshakeMs() * MS, Integer.MAX_VALUE, false),
        Optional.empty());
  }

  private void search(Effort effort, Optional<MoshiServer> last) {
    MoshiApproach started =
        new MoshiApproach(parts.pool(), parts.clock(), effort, last, new Found());
    approach = started;
    started.next();
  }

  /** What comes of looking for a server. */
  private final class Found implements MoshiApproach.Outcome {
    @Override
    public MoshiLink connect(Lease lease) {
      Line line = new Line();
      MoshiLink link =
          new MoshiLink(
              lease,
              parts.settings(),
              parts.counters(),
              address ->
                  new MoshiSocket(parts.wires(), address.chat(parts.settings().sampling()), line),
              line);
      line.link = link;
      holdings.hold(link, link::close);
      return link;
    }

    @Override
    public void discard(MoshiLink link) {
      holdings.giveBack(link);
    }

    @Override
    public void reached(MoshiLink link) {
      approach = null;
      takeOver(link);
    }

    @Override
    public void gaveUp(EngineException why) {
      approach = null;
      if (live != null) {
        log.warn("A second Moshi for {} was not found: {}", request.conversationId(), said(why));
        giveBackSecondPermit();
        plan.postpone(live.sentMs());
      } else {
        fail(everReady ? lost(said(why)) : why);
      }
    }
  }

  private static String said(EngineException why) {
    return String.valueOf(why.getMessage());
  }

  /** One connection's voice in the mailbox. */
  private final class Line implements MoshiSocket.Owner, MoshiLink.Listener {
    private @Nullable MoshiLink link;

    @Override
    public void received(byte[] message) {
      mailbox.execute(
          () -> {
            if (link != null && !telling.muted()) {
              link.received(message);
            }
          });
    }

    @Override
    public void ended(String why) {
      mailbox.execute(() -> connectionEnded(why));
    }

    private void connectionEnded(String why) {
      if (telling.muted() || link == null) {
        return;
      }
      if (approach != null && approach.tries(link)) {
        approach.ended(link, why);
      } else if (live == link) {
        connectionLost(why);
      }
    }

    @Override
    public void ready() {
      if (link != null && approach != null && approach.tries(link)) {
        approach.ready(link);
      }
    }

    @Override
    public void sound(short[] samples, int offset, int count) {
      if (live != link) {
        return;
      }
      lastSound = parts.clock().nanos();
      parts.counters().heard.add(count);
      plan.said(samples, offset, count);
      telling.tell(to -> to.onAudio(Arrays.copyOfRange(samples, offset, offset + count)));
    }

    @Override
    public void text(String delta) {
      if (live == link) {
        telling.tell(to -> to.onText(delta));
      }
    }

    @Override
    public void broken(String why) {
      if (live == link) {
        connectionLost(why);
      }
    }
  }

  private void takeOver(MoshiLink link) {
    MoshiLink before = live;
    long now = parts.clock().nanos();
    live = link;
    liveSince = now;
    lastSound = now;
    uplink.start(now);
    plan.begin(link.limitMs());
    log.info(
        "Moshi ({}) at {} converses with {}",
        link.kind(),
        link.server().address(),
        request.conversationId());
    if (before != null) {
      replacedLost = false;
      telling.tell(to -> to.onLost("replaced before it reaches its time limit"));
      holdings.giveBack(before);
      if (permit != null && secondPermit != null) {
        holdings.giveBack(permit);
        permit = secondPermit;
        secondPermit = null;
      }
    }
    giveBackSecondPermit();
    everReady = true;
    listening = true;
    telling.tell(DuplexListener::onReady);
  }

  private void giveBackSecondPermit() {
    if (secondPermit != null) {
      holdings.giveBack(secondPermit);
      secondPermit = null;
    }
  }

  private void connectionLost(String why) {
    MoshiLink link = live;
    if (link == null) {
      return;
    }
    parts.counters().lost.increment();
    log.warn(
        "Moshi at {} was lost by {}: {}", link.server().address(), request.conversationId(), why);
    boolean again = replacedLost && parts.clock().nanos() - liveSince < SHORT_LIFE_NANOS;
    replacedLost = true;
    lostWhy = why;
    leave(link, why);
    if (again) {
      fail(lost("it was lost again right after it had been replaced"));
    } else if (approach == null && !telling.muted()) {
      replace(Optional.of(link.server()));
    }
  }

  private void leave(MoshiLink link, String why) {
    live = null;
    listening = false;
    inbox.clear();
    holdings.giveBack(link);
    telling.tell(to -> to.onLost(why));
  }

  private void replace(Optional<MoshiServer> last) {
    search(new Effort(REPLACE_NANOS, REPLACE_ATTEMPTS, true), last);
  }

  private EngineException lost(String andThen) {
    return new EngineException(
        ENGINE_LOST,
        "Engine 'moshi' was lost (" + lostWhy + ") and could not be replaced: " + andThen,
        "The connection to the speech engine was lost",
        null);
  }

  private void beat() {
    if (beatPosted.compareAndSet(false, true)) {
      mailbox.execute(this::onBeat);
    }
  }

  private void onBeat() {
    beatPosted.set(false);
    if (telling.muted()) {
      return;
    }
    if (approach != null) {
      approach.beat();
    }
    MoshiLink link = live;
    if (link == null) {
      return;
    }
    long now = parts.clock().nanos();
    uplink.beat(now);
    if (now - lastSound > parts.settings().silenceMs() * MS) {
      link.server().failed("it fell silent", now);
      connectionLost("no sound came for " + parts.settings().silenceMs() + " ms");
    } else if (approach == null) {
      switch (plan.at(link.sentMs())) {
        case NOTHING -> {}
        case OPEN_SECOND -> replaceInTime(link, false);
        case HARD_LIMIT -> replaceInTime(link, true);
      }
    }
  }

  /** The connection will end soon: the next one is opened first when there is room for both. */
  private void replaceInTime(MoshiLink link, boolean now) {
    Effort effort = new Effort(parts.settings().handshakeMs() * MS, REPLACE_ATTEMPTS, false);
    if (!now && parts.pool().hasRoomBeside()) {
      try {
        Permit second = parts.capacity().acquire();
        if (holdings.hold(second, second::close)) {
          secondPermit = second;
          search(effort, Optional.empty());
        }
        return;
      } catch (EngineBusyException taken) {
        log.debug("There is no room for a second connection of {}", request.conversationId());
      }
    }
    replacedLost = false;
    lostWhy = "it had to be replaced before its time limit";
    leave(link, lostWhy);
    replace(Optional.empty());
  }

  @Override
  public void hear(AudioFrame frame) {
    if (frame.sampleRate() != MoshiLink.SAMPLE_RATE) {
      throw new IllegalArgumentException(
          "Moshi hears " + MoshiLink.SAMPLE_RATE + " Hz, not " + frame.sampleRate());
    }
    if (listening && !telling.muted()) {
      inbox.put(frame);
      mailbox.execute(this::takeFrames);
    }
  }

  private void takeFrames() {
    for (AudioFrame frame = inbox.take(); frame != null; frame = inbox.take()) {
      try {
        if (live != null && !telling.muted()) {
          plan.heard(frame.samples(), 0, frame.length());
          uplink.hear(frame.samples(), 0, frame.length(), parts.clock().nanos());
        }
      } finally {
        frame.release();
      }
    }
  }

  private void fail(EngineException why) {
    end();
    telling.fail(why);
  }

  private void end() {
    listening = false;
    live = null;
    approach = null;
    holdings.close();
    inbox.clear();
    whenOver.accept(this);
  }

  /** Ends because the engine does. */
  void shutDown() {
    holdings.close();
    mailbox.execute(() -> fail(EngineException.unavailable(MoshiPool.NAME, "it was closed")));
  }

  @Override
  public void close() {
    if (telling.mute()) {
      holdings.close();
      mailbox.execute(this::end);
    }
  }
}
