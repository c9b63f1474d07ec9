package coda.voice.gateway.limits;

import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.TenantLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much one client may say: control messages by number, audio by its length. What a user sends
 * on several connections is counted together, and so is what comes from one tenant and from one
 * address. Who goes on although it is told to wait is shown the door.
 *
 * <p>Used by one thread at a time, of the client's loop.
 */
public final class ClientRates {
  /** Playback positions are many and cheap, and have a measure of their own. */
  private static final Rate PLAYBACK = new Rate(100, 2_000);

  private final Rates rates;
  private final SharedRates shared;
  private final LimitHits hits;
  private final String address;
  private final TokenBucket ownControl;
  private final TokenBucket ownAudio;
  private final TokenBucket playback;
  private final TokenBucket patience;
  private final TokenBucket frames;
  private List<Source> control = List.of();
  private List<Source> audio = List.of();

  /** Where tokens are taken from. */
  private interface Source {
    long waitMs();

    void charge(long cost);

    /** Whose limit it is, in words. */
    String whose();
  }

  private record Own(TokenBucket bucket) implements Source {
    @Override
    public long waitMs() {
      return bucket.waitMs();
    }

    @Override
    public void charge(long cost) {
      bucket.charge(cost);
    }

    @Override
    public String whose() {
      return "";
    }
  }

  private record Shared(KeyedBuckets buckets, String key, Allowance allowance, String whose)
      implements Source {
    @Override
    public long waitMs() {
      return buckets.waitMs(key, allowance);
    }

    @Override
    public void charge(long cost) {
      buckets.charge(key, allowance, cost);
    }
  }

  ClientRates(Rates rates, SharedRates shared, LimitHits hits, String address) {
    this.rates = rates;
    this.shared = shared;
    this.hits = hits;
    this.address = Whose.address(address);
    this.ownControl = new TokenBucket(rates.control().allowance(), shared.clock());
    this.ownAudio = new TokenBucket(rates.audio().allowance(), shared.clock());
    this.playback = new TokenBucket(PLAYBACK.allowance(), shared.clock());
    this.patience = new TokenBucket(rates.control().allowance(), shared.clock());
    this.frames = new TokenBucket(rates.frames().allowance(), shared.clock());
    identified(Optional.empty());
  }

  /**
   * It is known from now on who the client is, and what they were granted.
   *
   * @param identity who; empty for nobody in particular
   */
  public void identified(Optional<Identity> identity) {
    Allowance messages = rates.control().allowance();
    Allowance sound = rates.audio().allowance();
    List<Source> ofControl = new ArrayList<>();
    List<Source> ofAudio = new ArrayList<>();
    Optional<Identity> known = Whose.known(identity);
    if (known.isPresent()) {
      Identity who = known.get();
      TenantLimits granted = who.limits();
      messages =
          new Rate(
                  granted.controlMessages().orElse(rates.control().amount()),
                  rates.control().windowMs())
              .allowance();
      sound =
          new Rates.Audio(
                  granted.audioSpeed().orElse(rates.audio().speed()), rates.audio().burstMs())
              .allowance();
      String user = Whose.user(who.owner());
      String tenant = Whose.tenant(who.owner());
      int users = rates.users().perTenant();
      ofControl.add(new Shared(shared.control(), user, messages, ""));
      ofAudio.add(new Shared(shared.audio(), user, sound, ""));
      ofControl.add(new Shared(shared.control(), tenant, messages.times(users), " of this tenant"));
      ofAudio.add(new Shared(shared.audio(), tenant, sound.times(users), " of this tenant"));
    } else {
      ofControl.add(new Own(ownControl));
      ofAudio.add(new Own(ownAudio));
    }
    int users = rates.users().perAddress();
    ofControl.add(
        new Shared(shared.control(), address, messages.times(users), " from this address"));
    ofAudio.add(new Shared(shared.audio(), address, sound.times(users), " from this address"));
    control = List.copyOf(ofControl);
    audio = List.copyOf(ofAudio);
  }

  /**
   * Something the client sent failed, whatever it was.
   *
   * @return whether that was once too often
   */
  public boolean failedTooOften() {
    return patience.take(1) > 0;
  }

  /**
   * A frame came, of any kind.
   *
   * @return whether that was one too many
   */
  public boolean tooManyFrames() {
    return frames.take(1) > 0;
  }

  /**
   * A control message.
   *
   * @throws LimitException {@code PROTOCOL_RATE}
   */
  public void control() {
    take(
        Limit.CONTROL_MESSAGES,
        control,
        1,
        "Too many messages%s; allowed to one are " + rates.control());
  }

  /**
   * A playback position.
   *
   * @throws LimitException {@code PROTOCOL_RATE}
   */
  public void playback() {
    take(
        Limit.PLAYBACK_POSITIONS,
        List.of(new Own(playback)),
        1,
        "Too many playback messages%s; allowed are " + PLAYBACK);
  }

  /**
   * Audio.
   *
   * @param ms how long it is
   * @throws LimitException {@code PROTOCOL_RATE}
   */
  public void audio(double ms) {
    take(
        Limit.AUDIO_SPEED,
        audio,
        Math.max(1, (long) Math.ceil(ms * Rates.Audio.TOKENS_PER_MS)),
        "Audio%s comes too fast and was not taken; allowed to one is "
            + rates.audio().speed()
            + " x real time");
  }

  private void take(Limit limit, List<Source> sources, long cost, String words) {
    for (Source source : sources) {
      long waitMs = source.waitMs();
      if (waitMs > 0) {
        hits.hit(limit);
        throw new LimitException(limit, words.replace("%s", source.whose()), waitMs);
      }
    }
    sources.forEach(source -> source.charge(cost));
  }
}
