package coda.voice.protocol.coda;

import coda.voice.protocol.UserText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random messages of every type, made from the records themselves so that none is forgotten. */
final class Samples {
  private static final String NAME_CHARACTERS =
      "ABCXYZabcxyz0189_.:-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String TEXT_CHARACTERS = "aZ 0\"\\/\b\n\t\u0000\u001f\u007fäß漢\u2028\ufeff";

  private final Random random;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  static List<Class<? extends ClientMessage>> clientTypes() {
    return types(ClientMessage.class);
  }

  static List<Class<? extends ServerMessage>> serverTypes() {
    return types(ServerMessage.class);
  }

  private static <M> List<Class<? extends M>> types(Class<M> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .<Class<? extends M>>map(type -> type.asSubclass(sealed))
        .toList();
  }

  Envelope<ClientMessage> client() {
    return envelope((ClientMessage) record(pick(clientTypes())));
  }

  Envelope<ServerMessage> server() {
    return envelope((ServerMessage) record(pick(serverTypes())));
  }

  CodaMessage of(Class<?> type) {
    return (CodaMessage) record(type);
  }

  <M extends CodaMessage> Envelope<M> envelope(M message) {
    return new Envelope<>(
        message,
        optional(this::identifier),
        random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(seconds()),
        optional(this::identifier),
        optional(this::identifier),
        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(1 + random.nextInt(1 << 20)));
  }

  private Object record(Class<?> type) {
    if (type == AudioConfig.class) {
      return audioConfig();
    }
    if (type == TurnChanges.class) {
      return turnChanges();
    }
    if (type == VadConfig.class) {
      return vad();
    }
    if (type == ClientMessage.VoiceChunk.class) {
      return voiceChunk();
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int at = 0; at < values.length; at++) {
      values[at] = value(components[at].getName(), components[at].getGenericType());
    }
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.toString(), e);
    }
  }

  private Object value(String name, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      return switch (generic.getRawType().getTypeName()) {
        case "java.util.Optional" -> optional(() -> value(name, last));
        case "java.util.List" -> list(() -> value(name, last));
        case "java.util.Map" -> map(last);
        default -> throw new AssertionError(generic.toString());
      };
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return pick(List.of(plain.getEnumConstants()));
    }
    if (plain.isRecord()) {
      return record(plain);
    }
    return switch (plain.getSimpleName()) {
      case "String" -> string(name);
      case "boolean", "Boolean" -> random.nextBoolean();
      case "int" -> random.nextInt(0x10000);
      case "long" -> random.nextLong(86_400_001);
      case "double" -> seconds();
      case "OptionalDouble" ->
          random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble());
      case "OptionalLong" ->
          random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(1L << 50));
      default -> throw new AssertionError(name + " " + plain);
    };
  }

  private String string(String name) {
    return switch (name) {
      case "language" -> pick(List.of("en", "en-US", "zh-Hant-TW"));
      case "textContent", "content" -> UserText.clean(text());
      case "text", "heardText", "error", "nonce", "engine", "phase" -> text();
      default -> identifier();
    };
  }

  private ClientMessage.VoiceChunk voiceChunk() {
    Optional<String> audio = optional(() -> AudioText.encode(AudioEncoding.HEX, bytes(40)));
    return new ClientMessage.VoiceChunk(
        audio,
        optional(() -> UserText.clean(text())),
        optional(this::identifier),
        audio.isEmpty() || random.nextBoolean(),
        optional(() -> pick(List.of(Mode.values()))));
  }

  AudioConfig audioConfig() {
    StreamFormat input = streamFormat();
    return new AudioConfig(
        input.sampleRate(),
        input.channels(),
        input.format(),
        input.encoding(),
        streamFormat(),
        pick(List.of(TurnMode.values())),
        vad(),
        (EnhancementConfig) record(EnhancementConfig.class));
  }

  private StreamFormat streamFormat() {
    AudioFormat format = pick(List.of(AudioFormat.values()));
    return new StreamFormat(
        pick(StreamFormat.rates(format)),
        1 + random.nextInt(2),
        format,
        pick(List.of(AudioEncoding.values())));
  }

  private VadConfig vad() {
    return new VadConfig(
        random.nextBoolean(),
        random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()),
        within(TurnField.SILENCE_MS),
        within(TurnField.MIN_SPEECH_MS),
        within(TurnField.PRE_ROLL_MS),
        within(TurnField.INTERRUPTION_MS));
  }

  private TurnChanges turnChanges() {
    return new TurnChanges(
        OptionalInt.of(random.nextInt(2_001)),
        within(TurnField.MIN_SPEECH_MS),
        within(TurnField.COMPLETE_SILENCE_MS),
        within(TurnField.SILENCE_MS),
        within(TurnField.INCOMPLETE_SILENCE_MS),
        within(TurnField.INTERRUPTION_MS),
        within(TurnField.INTERRUPTION_WORDS),
        within(TurnField.FALSE_INTERRUPTION_MS),
        within(TurnField.FINAL_TRANSCRIPT_MS),
        within(TurnField.FIRST_TEXT_MS),
        within(TurnField.FIRST_AUDIO_MS),
        within(TurnField.REPLY_BUDGET_MS),
        within(TurnField.STALL_MS),
        within(TurnField.TOOL_MS),
        within(TurnField.MAX_TURN_MS),
        within(TurnField.IDLE_MS),
        within(TurnField.IDLE_PROMPT_MS),
        within(TurnField.SUSPENSION_MS),
        optional(random::nextBoolean),
        random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()));
  }

  private OptionalInt within(TurnField field) {
    return random.nextBoolean()
        ? OptionalInt.empty()
        : OptionalInt.of(field.min() + random.nextInt(field.max() - field.min() + 1));
  }

  private Map<String, Object> map(Type values) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int size = random.nextInt(4); size > 0; size--) {
      map.put(
          identifier(),
          switch (values.getTypeName()) {
            case "java.lang.String" -> text();
            case "java.lang.Double" -> random.nextGaussian() * 1e6;
            default -> free(2);
          });
    }
    return map;
  }

  private Object free(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> text();
      case 1 -> random.nextLong();
      case 2 -> random.nextDouble();
      case 3 -> random.nextBoolean();
      case 4 -> list(() -> free(depth - 1));
      default -> Map.of(identifier(), free(depth - 1), identifier() + "x", free(depth - 1));
    };
  }

  byte[] bytes(int max) {
    byte[] bytes = new byte[random.nextInt(max + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  private double seconds() {
    return 1.7e9 + random.nextDouble() * 1e8;
  }

  private String identifier() {
    StringBuilder out = new StringBuilder();
    for (int length = 1 + random.nextInt(100); length > 0; length--) {
      out.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
    }
    return out.toString();
  }

  String text() {
    StringBuilder out = new StringBuilder();
    for (int length = random.nextInt(40); length > 0; length--) {
      out.append(TEXT_CHARACTERS.charAt(random.nextInt(TEXT_CHARACTERS.length())));
      if (random.nextInt(10) == 0) {
        out.appendCodePoint(0x1F600 + random.nextInt(50));
      }
    }
    return out.toString();
  }

  private <T> Optional<T> optional(Supplier<T> value) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
  }

  private <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int size = 1 + random.nextInt(3); size > 0; size--) {
      list.add(element.get());
    }
    return list;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
