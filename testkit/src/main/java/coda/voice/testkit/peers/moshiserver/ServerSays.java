package coda.voice.testkit.peers.moshiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** What the server says: times as 64-bit floats, audio and probabilities as 32-bit ones. */
final class ServerSays {
  private ServerSays() {}

  static byte[] ready() {
    return message(1, "Ready", out -> {});
  }

  static byte[] error(String why) {
    return message(2, "Error", out -> out.packString("message").packString(why));
  }

  static byte[] step(long index, float[] pauses, int waiting) {
    return message(
        4,
        "Step",
        out -> {
          out.packString("step_idx").packLong(index).packString("prs");
          floats(out, pauses);
          out.packString("buffered_pcm").packInt(waiting);
        });
  }

  static byte[] word(String text, double start) {
    return message(
        3,
        "Word",
        out -> out.packString("text").packString(text).packString("start_time").packDouble(start));
  }

  static byte[] endWord(double stop) {
    return message(2, "EndWord", out -> out.packString("stop_time").packDouble(stop));
  }

  static byte[] marker(long id) {
    return message(2, "Marker", out -> out.packString("id").packLong(id));
  }

  static byte[] audio(float[] samples) {
    return message(
        2,
        "Audio",
        out -> {
          out.packString("pcm");
          floats(out, samples);
        });
  }

  static byte[] text(String text, double start, double stop) {
    return message(
        4,
        "Text",
        out -> {
          out.packString("text").packString(text);
          out.packString("start_s").packDouble(start).packString("stop_s").packDouble(stop);
        });
  }

  /** The right type, but nothing in it is what it should be. */
  static byte[] wrongFields() {
    return message(
        3, "Word", out -> out.packString("text").packInt(7).packString("start_time").packNil());
  }

  private static void floats(MessageBufferPacker out, float[] values) throws IOException {
    out.packArrayHeader(values.length);
    for (float value : values) {
      out.packFloat(value);
    }
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
