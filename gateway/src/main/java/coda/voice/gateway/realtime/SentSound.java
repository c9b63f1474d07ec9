package coda.voice.gateway.realtime;

import coda.voice.audio.Pcm16;
import coda.voice.audio.codec.G711;
import coda.voice.protocol.realtime.AudioBytes;
import coda.voice.protocol.realtime.AudioFormat;
import coda.voice.protocol.realtime.Content;
import coda.voice.protocol.realtime.Item;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** Sound that a client puts into an item instead of speaking it. */
final class SentSound {
  private SentSound() {}

  /**
   * The sound of an item whose words nobody has written down; empty if there is none.
   *
   * @param item which
   */
  static Optional<byte[]> of(Item item) {
    if (!(item instanceof Item.Message message)) {
      return Optional.empty();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    message.content().stream()
        .filter(SentSound::unwritten)
        .map(Content.InputAudio.class::cast)
        .flatMap(audio -> audio.audio().stream())
        .map(AudioBytes::bytes)
        .forEach(all::writeBytes);
    return all.size() == 0 ? Optional.empty() : Optional.of(all.toByteArray());
  }

  private static boolean unwritten(Content part) {
    return part instanceof Content.InputAudio audio && audio.transcript().isEmpty();
  }

  /** The same item with the words of its sound, all in the first piece of it. */
  static Item written(Item item, String words) {
    if (!(item instanceof Item.Message message)) {
      return item;
    }
    boolean[] first = {true};
    List<Content> content =
        message.content().stream()
            .map(
                part -> {
                  if (!unwritten(part)) {
                    return part;
                  }
                  String text = first[0] ? words : "";
                  first[0] = false;
                  return (Content) new Content.InputAudio(Optional.empty(), Optional.of(text));
                })
            .toList();
    return new Item.Message(message.id(), message.role(), message.status(), content);
  }

  /**
   * Samples of bytes; half a sample at the end is passed over.
   *
   * @param format of the bytes
   */
  static short[] samples(byte[] bytes, AudioFormat format) {
    short[] samples = new short[bytes.length / format.bytesPerSample()];
    switch (format) {
      case PCM -> Pcm16.decode(bytes, 0, samples.length, samples, 0);
      case PCMU -> G711.MU_LAW.decode(bytes, 0, samples.length, samples, 0);
      case PCMA -> G711.A_LAW.decode(bytes, 0, samples.length, samples, 0);
    }
    return samples;
  }
}
