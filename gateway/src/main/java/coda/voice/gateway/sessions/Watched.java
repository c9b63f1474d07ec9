package coda.voice.gateway.sessions;

import coda.voice.gateway.GatewayException;
import coda.voice.gateway.HomeLoop;

/** Something that a {@link SessionWatchdog} looks after. May be used from any thread. */
public interface Watched {
  /** Where it lives. */
  HomeLoop loop();

  /** Its signs of life. */
  Vitals vitals();

  /**
   * It does not get on and is to end, as soon as its loop can.
   *
   * @param why told to the client
   */
  void stuck(GatewayException why);
}
