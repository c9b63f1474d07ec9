package coda.voice.engines.language.http;

import org.jspecify.annotations.Nullable;

/**
 * One call of a model, and the way to abort its HTTP request whatever stage it is at.
 *
 * <p>LangChain4j offers a handle only together with the first token. A caller who may lose interest
 * before that {@linkplain #run runs} the model inside a call; an {@link AbortableHttpClient} the
 * model uses then ties its request to it. All methods may be called from any thread.
 */
public final class UpstreamCall {
  private static final ScopedValue<UpstreamCall> CURRENT = ScopedValue.newInstance();

  private final Runnable onEnd;
  private volatile @Nullable Runnable way;
  private volatile boolean aborted;
  private volatile boolean sawEndMark;

  /**
   * A call.
   *
   * @param onEnd run when the response has ended by itself, complete or not, after everything in it
   *     was delivered; not after an abort
   */
  public UpstreamCall(Runnable onEnd) {
    this.onEnd = onEnd;
  }

  /**
   * Runs what makes the request.
   *
   * @param request calls the model
   */
  public void run(Runnable request) {
    ScopedValue.where(CURRENT, this).run(request);
  }

  /** The call this thread runs in; one that nobody aborts when there is none. */
  static UpstreamCall current() {
    return CURRENT.isBound() ? CURRENT.get() : new UpstreamCall(() -> {});
  }

  /** Closes the connection of the request. Idempotent, never blocks. */
  public void abort() {
    aborted = true;
    Runnable known = way;
    if (known != null) {
      known.run();
    }
  }

  /** Whether {@link #abort} was called. */
  public boolean aborted() {
    return aborted;
  }

  /** Whether a request was made that {@link #abort} reaches. */
  public boolean reachable() {
    return way != null;
  }

  /** Whether the response said by itself that it is complete ({@code [DONE]}). */
  public boolean sawEndMark() {
    return sawEndMark;
  }

  /** From now on an abort is done like this; at once if it was asked for before. */
  void abortWith(Runnable how) {
    way = how;
    if (aborted) {
      how.run();
    }
  }

  void endMark() {
    sawEndMark = true;
  }

  void ended() {
    if (!aborted) {
      onEnd.run();
    }
  }
}
