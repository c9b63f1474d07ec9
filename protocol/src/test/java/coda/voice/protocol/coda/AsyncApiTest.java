package coda.voice.protocol.coda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published description and the records say the same. */
class AsyncApiTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final CodaCodec CODEC = new CodaCodec();

  private static JsonNode document;

  @BeforeAll
  static void readTheDocument() throws IOException {
    document = new ObjectMapper(new YAMLFactory()).readTree(DOCS.resolve("asyncapi.yaml").toFile());
  }

  static Stream<Class<?>> messageRecords() {
    return Stream.concat(Samples.clientTypes().stream(), Samples.serverTypes().stream());
  }

  @ParameterizedTest
  @MethodSource("messageRecords")
  void shouldDescribeEveryFieldOfEveryMessageAndNoOther(Class<?> message) {
    JsonNode described = data(message);
    if (message == ServerMessage.Metrics.class) {
      assertThat(described.at("/additionalProperties/type").asText()).isEqualTo("number");
    } else {
      same(message, described, message.getSimpleName());
    }
  }

  @Test
  void shouldDescribeNoMessageThatDoesNotExist() {
    int expected = Samples.clientTypes().size() + Samples.serverTypes().size() + 1; // binary audio
    assertThat(document.at("/components/messages").size()).isEqualTo(expected);
    assertThat(document.at("/channels/voice/messages").size()).isEqualTo(expected);
  }

  @Test
  void shouldReferToNothingThatIsNotThere() {
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @Test
  void shouldRequireWhatTheCodecAlwaysWrites() {
    Samples samples = new Samples(7);
    for (int tries = 0; tries < 500; tries++) {
      Envelope<ServerMessage> envelope = samples.server();
      JsonNode written = tree(CODEC.encodeServer(envelope)).get("data");
      for (JsonNode field : resolved(data(envelope.message().getClass())).path("required")) {
        assertThat(written.has(field.asText())).as(envelope + " has " + field).isTrue();
      }
    }
  }

  @Test
  void shouldGiveTheRangesOfTurnTakingThatTheCodecHolds() throws IOException {
    String words = Files.readString(DOCS.resolve("protocol.md"));
    for (TurnField field : TurnField.values()) {
      JsonNode described =
          data(ClientMessage.Configure.class).path("properties").path(field.wireName());
      assertThat(described.path("minimum").asInt(-1)).as(field.name()).isEqualTo(field.min());
      assertThat(described.path("maximum").asInt(-1)).as(field.name()).isEqualTo(field.max());
      assertThat(words)
          .contains(
              String.format(
                  Locale.ROOT, "| `%s` | %,d–%,d |", field.wireName(), field.min(), field.max()));
    }
  }

  @Test
  void shouldNameEveryMessageInTheWords() throws IOException {
    String words = Files.readString(DOCS.resolve("protocol.md"));
    messageRecords().forEach(message -> assertThat(words).contains("`" + type(message) + "`"));
  }

  @Test
  void shouldShowExamplesThatTheCodecReads() throws IOException {
    int examples = 0;
    for (String line : Files.readAllLines(DOCS.resolve("protocol.md"))) {
      if (line.startsWith("→ {")) {
        CODEC.decodeClient(line.substring(2));
        examples++;
      } else if (line.startsWith("← {")) {
        CODEC.decodeServer(line.substring(2));
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(10);
  }

  private static void same(Class<?> type, JsonNode schema, String where) {
    Set<String> fields = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() == TurnChanges.class) {
        for (RecordComponent turn : TurnChanges.class.getRecordComponents()) {
          fields.add(snake(turn.getName()));
        }
      } else {
        fields.add(snake(component.getName()));
        nested(component, resolved(schema).path("properties"), where);
      }
    }
    Set<String> described = new TreeSet<>();
    resolved(schema).path("properties").fieldNames().forEachRemaining(described::add);
    assertThat(described).as(where).isEqualTo(fields);
  }

  private static void nested(RecordComponent component, JsonNode properties, String where) {
    Type type = component.getGenericType();
    JsonNode schema = properties.path(snake(component.getName()));
    if (type instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1) {
      type = generic.getActualTypeArguments()[0];
      schema = schema.has("items") ? schema.get("items") : schema;
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      same(plain, schema, where + "." + component.getName());
    } else if (type instanceof Class<?> plain && plain.isEnum()) {
      assertThat(resolved(schema).path("enum"))
          .as(where + "." + component.getName())
          .extracting(JsonNode::asText)
          .containsExactlyElementsOf(
              Stream.of(plain.getEnumConstants())
                  .map(constant -> ((WireName) constant).wireName())
                  .toList());
    }
  }

  private static JsonNode data(Class<?> message) {
    String side = ClientMessage.class.isAssignableFrom(message) ? "client." : "server.";
    JsonNode payload =
        document
            .path("components")
            .path("messages")
            .path(side + type(message))
            .path("payload")
            .path("properties");
    assertThat(payload.at("/type/const").asText()).isEqualTo(type(message));
    return payload.path("data");
  }

  private static JsonNode resolved(JsonNode schema) {
    if (schema.has("$ref")) {
      return document.at(schema.get("$ref").asText().substring(1));
    }
    return schema.has("allOf") ? resolved(schema.get("allOf").get(0)) : schema;
  }

  private static String type(Class<?> message) {
    return new Samples(1).of(message).type();
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
