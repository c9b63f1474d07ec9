package coda.voice.engines.kyutai.slot;

import static coda.voice.engine.EngineError.ENGINE_BUSY;

import coda.voice.engine.EngineException;
import coda.voice.engines.kyutai.messages.MessageException;
import coda.voice.engines.kyutai.messages.MessageReader;
import coda.voice.engines.kyutai.messages.ServerMessage;
import coda.voice.engines.kyutai.transport.Mailbox;
import coda.voice.engines.kyutai.transport.Wire;
import coda.voice.engines.kyutai.transport.WireEnd;
import coda.voice.engines.kyutai.transport.WireListener;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a server, from the request for a slot until it is left. Everything the tenant
 * is told, and every step it asks to {@link #run}, happens one at a time, so a tenant needs no
 * locks.
 *
 * <p>A server that is full accepts the connection, says so and closes; one whose slot was used a
 * moment ago may first deliver leftovers of its previous tenant, which are skipped.
 */
public final class Slot {
  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
  private static final int MAX_LEFTOVERS = 10;
  private static final int GOODBYE_MS = 1_000;
  private static final Future<?> NEVER = CompletableFuture.completedFuture(null);

  private final SpeechServer server;
  private final Tenant tenant;
  private final Mailbox mailbox;
  private final Wire wire;
  private final AtomicBoolean left = new AtomicBoolean();
  private boolean ready;
  private int leftovers;
  private volatile Future<?> patience = NEVER;
  private volatile Future<?> heartbeat = NEVER;

  Slot(SpeechServer server, Tenant tenant, String query) {
    this.server = server;
    this.tenant = tenant;
    this.mailbox = new Mailbox(server.blocking());
    this.wire =
        server
            .client()
            .wire(
                server.settings().module(query),
                Map.of("kyutai-api-key", server.settings().key()),
                new Link());
  }

  void connect() {
    patience =
        after(
            server.settings().connectMs(),
            () -> {
              if (!ready) {
                failNow(server.faults().unanswered());
              }
            });
    wire.connect();
  }

  /**
   * Does something in turn with what the tenant is told; not once the slot is left. Any thread.
   *
   * @param step what
   */
  public void run(Runnable step) {
    mailbox.execute(
        () -> {
          if (!left.get()) {
            attempt(step);
          }
        });
  }

  /**
   * Does something later, as {@link #run} does. Any thread.
   *
   * @param ms how much later
   * @param step what
   * @return to cancel it
   */
  public Future<?> after(long ms, Runnable step) {
    try {
      return server.timer().schedule(() -> run(step), ms, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      return NEVER; // the end of the server is the end of this slot
    }
  }

  /**
   * Sends a message, after all those before it.
   *
   * @param message not changed afterwards
   */
  public void send(byte[] message) {
    if (!wire.send(message)) {
      fail(server.faults().lost("it does not read what we send"));
    }
  }

  /** Says goodbye after what was sent and gives the slot back. Idempotent, any thread. */
  public void leave() {
    if (over()) {
      wire.close();
      abortSoon();
    }
  }

  /** A server that does not part in good time is left without a word. */
  private void abortSoon() {
    try {
      server.timer().schedule(wire::abort, GOODBYE_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      wire.abort();
    }
  }

  /** Breaks the connection at once. Idempotent, any thread. */
  public void drop() {
    over();
    wire.abort();
  }

  /**
   * Ends it all with a failure that the tenant is told. Any thread.
   *
   * @param failure why
   */
  public void fail(EngineException failure) {
    mailbox.execute(() -> failNow(failure));
  }

  /**
   * Ends it all because time is up.
   *
   * @param what did not happen, for operators
   */
  public void failLate(String what) {
    fail(server.faults().timeout(what));
  }

  private boolean over() {
    if (!left.compareAndSet(false, true)) {
      return false;
    }
    patience.cancel(false);
    heartbeat.cancel(false);
    server.left(this);
    return true;
  }

  private void failNow(EngineException failure) {
    if (!over()) {
      return;
    }
    wire.abort();
    if (failure.is(ENGINE_BUSY)) {
      server.entered(); // others are in, so it works
    } else if (!ready) {
      server.refused(failure);
    }
    tell(() -> tenant.onFailure(failure));
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (MessageException malformed) {
      failNow(server.faults().malformed(malformed));
    } catch (RuntimeException defect) {
      LOG.error("{}: a step failed", server.settings().engine(), defect);
      failNow(EngineException.failed(server.settings().engine(), defect));
    }
  }

  /** The last thing the tenant is told: nobody is left to tell a defect but the log. */
  private void tell(Runnable end) {
    try {
      end.run();
    } catch (RuntimeException defect) {
      LOG.error("{}: a listener failed", server.settings().engine(), defect);
    }
  }

  private void hear(byte[] message) {
    ServerMessage heard = MessageReader.read(message);
    switch (heard) {
      case ServerMessage.Error(String why) -> failNow(server.faults().said(why));
      case ServerMessage.Ready again when ready -> {}
      case ServerMessage.Ready first -> {
        ready = true;
        patience.cancel(false);
        server.entered();
        tenant.onReady();
      }
      default -> {
        if (ready) {
          tenant.onMessage(heard);
        } else if (++leftovers > MAX_LEFTOVERS) {
          fail(server.lost("it said " + leftovers + " things, but not that it is ready"));
        }
      }
    }
  }

  private void beat() {
    if (wire.silentMs() > server.settings().pingMs() * 5L / 2) {
      fail(server.lost("silent for " + wire.silentMs() + " ms"));
    } else {
      wire.ping();
    }
  }

  private void ended(WireEnd end) {
    if (!ready) {
      failNow(server.faults().unopened(end));
      return;
    }
    switch (end) {
      case WireEnd.Closed(int code, String reason) when code == 1000 || code == 1005 -> {
        abortSoon();
        if (over()) {
          tell(tenant::onClosed);
        }
      }
      case WireEnd.Closed(int code, String reason) ->
          failNow(server.faults().lost("it closed with code " + code));
      case WireEnd.Broken(String why) -> failNow(server.faults().lost(why));
      default -> failNow(server.faults().unopened(end));
    }
  }

  /** What comes over the wire, brought into turn. */
  private final class Link implements WireListener {
    @Override
    public void onOpen() {
      long ms = server.settings().pingMs();
      try {
        heartbeat =
            server.timer().scheduleAtFixedRate(Slot.this::beat, ms, ms, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closed) {
        return; // the end of the server is the end of this slot
      }
      if (left.get()) {
        heartbeat.cancel(false);
      }
    }

    @Override
    public void onMessage(byte[] message) {
      mailbox.execute(
          () -> {
            if (!left.get()) {
              attempt(() -> hear(message));
            }
            wire.next();
          });
    }

    @Override
    public void onEnd(WireEnd end) {
      run(() -> ended(end));
    }
  }
}
