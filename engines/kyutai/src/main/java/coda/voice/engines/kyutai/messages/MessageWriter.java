package coda.voice.engines.kyutai.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Writes what a client says: one whole message each. */
public final class MessageWriter {
  private static final float SCALE = 1f / 32768;

  private MessageWriter() {}

  /**
   * Audio to be recognised. As 32-bit floats, which is a third of the bytes of 64-bit ones.
   *
   * @param samples 16-bit mono, 24 kHz
   */
  public static byte[] audio(short[] samples) {
    return message(
        2,
        "Audio",
        out -> {
          out.packString("pcm").packArrayHeader(samples.length);
          for (short sample : samples) {
            out.packFloat(sample * SCALE);
          }
        });
  }

  /**
   * Asks to be told when everything sent so far has been recognised.
   *
   * @param id comes back
   */
  public static byte[] marker(long id) {
    return message(2, "Marker", out -> out.packString("id").packLong(id));
  }

  /**
   * Whole words to be spoken.
   *
   * @param text separated by blanks
   */
  public static byte[] text(String text) {
    return message(2, "Text", out -> out.packString("text").packString(text));
  }

  /** No more text: speak the rest and close. */
  public static byte[] endOfText() {
    return message(1, "Eos", out -> {});
  }

  private static byte[] message(int keys, String type, Fields fields) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      out.packMapHeader(keys).packString("type").packString(type);
      fields.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private interface Fields {
    void write(MessageBufferPacker out) throws IOException;
  }
}
