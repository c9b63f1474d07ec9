package coda.voice.gateway.realtime;

import coda.voice.VoiceException;
import coda.voice.gateway.GatewayError;
import coda.voice.protocol.realtime.RealtimeError;

/** What a client wants is well-formed, but cannot be had here or now. */
final class Unfit extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final transient RealtimeError told;

  Unfit(RealtimeError told) {
    super(GatewayError.REALTIME_REFUSED, told.message(), told.message(), null);
    this.told = told;
  }

  /** What the client reads. */
  RealtimeError told() {
    return told;
  }
}
