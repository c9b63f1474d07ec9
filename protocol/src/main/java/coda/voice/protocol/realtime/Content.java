package coda.voice.protocol.realtime;

import java.util.Optional;

/** A part of a message. */
public sealed interface Content {
  /**
   * Text from the user or the application.
   *
   * @param text what it says
   */
  record InputText(String text) implements Content {}

  /**
   * Speech of the user.
   *
   * @param audio only when it is created or retrieved
   * @param transcript once it is known
   */
  record InputAudio(Optional<AudioBytes> audio, Optional<String> transcript) implements Content {}

  /**
   * A picture from the user.
   *
   * @param imageUrl a {@code data:} URL of a PNG or JPEG
   * @param detail {@code auto}, {@code low} or {@code high}
   */
  record InputImage(String imageUrl, Optional<String> detail) implements Content {}

  /**
   * Text of the assistant.
   *
   * @param text what it says
   */
  record OutputText(String text) implements Content {}

  /**
   * Speech of the assistant.
   *
   * @param audio only when it is retrieved
   * @param transcript its words; empty after they were removed by a truncation
   */
  record OutputAudio(Optional<AudioBytes> audio, Optional<String> transcript) implements Content {}
}
