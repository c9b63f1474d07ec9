package coda.voice.testkit.scenario;

import java.util.List;

/** How the client behaves. */
public sealed interface ClientHabit extends Given {
  /**
   * It tells what it has played.
   *
   * @param manners how: honestly every 200 ms unless said otherwise
   */
  record Acknowledges(List<AcknowledgementManner> manners) implements ClientHabit {
    /** Copies the list. */
    public Acknowledges {
      manners = List.copyOf(manners);
    }
  }

  /** It pauses playback while an answer is held, and says where it stands. */
  record PausesForTheUser() implements ClientHabit {}

  /** It is sent answers as fast as they are made, and keeps their pace by itself. */
  record KeepsThePace() implements ClientHabit {}

  /** It sends audio only while there is something to hear. */
  record SendsNoSilence() implements ClientHabit {}

  /** It has neither microphone nor loudspeaker. */
  record TextOnly() implements ClientHabit {}

  /**
   * Reply audio and notices take a while to reach it.
   *
   * @param ms how long
   */
  record NetworkTakes(long ms) implements ClientHabit {}

  /**
   * The microphone's audio has trouble on its way to the server.
   *
   * @param manners which
   */
  record MicrophoneArrives(List<LineManner> manners) implements ClientHabit {
    /** Copies the list. */
    public MicrophoneArrives {
      manners = List.copyOf(manners);
    }
  }
}
