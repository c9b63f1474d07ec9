package coda.voice.engines.kyutai.messages;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads what a server says. Keys may come in any order, unknown ones are skipped, and numbers may
 * be integers or floats of either width.
 */
public final class MessageReader {
  private final Set<String> present = new HashSet<>();
  private String type = "";
  private String text = "";
  private double start;
  private double stop;
  private long number;
  private long waiting;
  private float[] values = {};

  private MessageReader() {}

  /**
   * Reads one message.
   *
   * @param message all of it
   * @throws MessageException when it is none
   */
  public static ServerMessage read(byte[] message) {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(message)) {
      MessageReader reader = new MessageReader();
      int keys = in.unpackMapHeader();
      for (int i = 0; i < keys; i++) {
        reader.field(in, message.length);
      }
      return reader.message();
    } catch (MessagePackException | IOException e) {
      throw new MessageException("it cannot be decoded", e);
    }
  }

  private void field(MessageUnpacker in, int size) throws IOException {
    String key = in.unpackString();
    present.add(key);
    switch (key) {
      case "type" -> type = in.unpackString();
      case "text", "message" -> text = in.unpackString();
      case "start_time", "start_s" -> start = number(in);
      case "stop_time", "stop_s" -> stop = number(in);
      case "step_idx", "id" -> number = in.unpackLong();
      case "buffered_pcm" -> waiting = in.unpackLong();
      case "prs", "pcm" -> values = numbers(in, size);
      default -> in.skipValue();
    }
  }

  private static float[] numbers(MessageUnpacker in, int size) throws IOException {
    int count = in.unpackArrayHeader();
    if (count > size) {
      // Each takes a byte at least; a header alone must not make us allocate.
      throw new MessageException("an array of " + count + " in " + size + " bytes");
    }
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) number(in);
    }
    return numbers;
  }

  private static double number(MessageUnpacker in) throws IOException {
    MessageFormat format = in.getNextFormat();
    double number =
        switch (format.getValueType()) {
          case FLOAT -> in.unpackDouble();
          case INTEGER -> in.unpackLong();
          default -> throw new MessageException(format + " instead of a number");
        };
    if (!Double.isFinite(number)) {
      throw new MessageException("a number that is none");
    }
    return number;
  }

  private ServerMessage message() {
    need("type");
    return switch (type) {
      case "Ready" -> new ServerMessage.Ready();
      case "Step" -> {
        need("prs");
        yield new ServerMessage.Step(number, values, waiting);
      }
      case "Word" -> {
        need("text");
        need("start_time");
        yield new ServerMessage.Word(text, start);
      }
      case "EndWord" -> {
        need("stop_time");
        yield new ServerMessage.EndWord(stop);
      }
      case "Marker" -> {
        need("id");
        yield new ServerMessage.Marker(number);
      }
      case "Audio" -> {
        need("pcm");
        yield new ServerMessage.Audio(values);
      }
      case "Text" -> {
        need("text");
        need("start_s");
        yield new ServerMessage.Text(text, start, stop);
      }
      case "Error" -> new ServerMessage.Error(text);
      default -> new ServerMessage.Other(type);
    };
  }

  private void need(String key) {
    if (!present.contains(key)) {
      throw new MessageException(
          "'" + key + "' is missing" + (type.isEmpty() ? "" : " in " + type));
    }
  }
}
