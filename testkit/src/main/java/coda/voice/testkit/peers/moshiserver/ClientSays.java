package coda.voice.testkit.peers.moshiserver;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ArrayValue;
import org.msgpack.value.Value;

/**
 * What clients say, read as strictly as the real server does: a flat map with string keys; unknown
 * keys are ignored, unknown types and wrong fields are not.
 */
sealed interface ClientSays {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Audio(float[] samples) implements ClientSays {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OggOpus(byte[] data) implements ClientSays {}

  record Marker(long id) implements ClientSays {}

  record Init() implements ClientSays {}

  record Text(String text) implements ClientSays {}

  record Voice() implements ClientSays {}

  record EndOfText() implements ClientSays {}

  /** Reads a message to the recogniser; empty for what it does not understand. */
  static Optional<ClientSays> toRecogniser(byte[] message) {
    return read(message)
        .flatMap(
            fields ->
                switch (type(fields)) {
                  case "Audio" -> floats(fields.get("pcm")).map(Audio::new);
                  case "OggOpus" -> bytes(fields.get("data")).map(OggOpus::new);
                  case "Marker" -> integer(fields.get("id")).map(Marker::new);
                  case "Init" -> Optional.of(new Init());
                  default -> Optional.empty();
                });
  }

  /** Reads a message to the synthesiser; empty for what it does not understand. */
  static Optional<ClientSays> toSynthesiser(byte[] message) {
    if (message.length == 1 && message[0] == 0) {
      return Optional.of(new EndOfText());
    }
    return read(message)
        .flatMap(
            fields ->
                switch (type(fields)) {
                  case "Text" -> string(fields.get("text")).map(Text::new);
                  case "Voice" ->
                      floats(fields.get("embeddings"))
                          .filter(v -> fields.get("shape") instanceof ArrayValue)
                          .map(v -> new Voice());
                  case "Eos" -> Optional.of(new EndOfText());
                  default -> Optional.empty();
                });
  }

  private static Optional<Map<String, Value>> read(byte[] message) {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(message)) {
      Map<String, Value> fields = new HashMap<>();
      int count = in.unpackMapHeader();
      for (int i = 0; i < count; i++) {
        fields.put(in.unpackString(), in.unpackValue());
      }
      return in.hasNext() ? Optional.empty() : Optional.of(fields);
    } catch (MessagePackException | IOException e) {
      return Optional.empty();
    }
  }

  private static String type(Map<String, Value> fields) {
    return string(fields.get("type")).orElse("");
  }

  private static Optional<String> string(@org.jspecify.annotations.Nullable Value value) {
    return value != null && value.isStringValue()
        ? Optional.of(value.asStringValue().asString())
        : Optional.empty();
  }

  private static Optional<Long> integer(@org.jspecify.annotations.Nullable Value value) {
    return value != null && value.isIntegerValue()
        ? Optional.of(value.asIntegerValue().asLong())
        : Optional.empty();
  }

  private static Optional<float[]> floats(@org.jspecify.annotations.Nullable Value value) {
    if (value == null || !value.isArrayValue()) {
      return Optional.empty();
    }
    ArrayValue array = value.asArrayValue();
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!array.get(i).isNumberValue()) {
        return Optional.empty();
      }
      numbers[i] = array.get(i).asNumberValue().toFloat();
    }
    return Optional.of(numbers);
  }

  /** An array of integers; the format's own byte strings are not understood. */
  private static Optional<byte[]> bytes(@org.jspecify.annotations.Nullable Value value) {
    if (value == null || !value.isArrayValue()) {
      return Optional.empty();
    }
    ArrayValue array = value.asArrayValue();
    byte[] bytes = new byte[array.size()];
    for (int i = 0; i < bytes.length; i++) {
      if (!array.get(i).isIntegerValue()
          || array.get(i).asIntegerValue().asLong() < 0
          || array.get(i).asIntegerValue().asLong() > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) array.get(i).asIntegerValue().asLong();
    }
    return Optional.of(bytes);
  }
}
