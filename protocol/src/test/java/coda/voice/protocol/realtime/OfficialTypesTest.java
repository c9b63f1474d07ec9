package coda.voice.protocol.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.models.realtime.ConversationItem;
import com.openai.models.realtime.RealtimeServerEvent;
import com.openai.models.realtime.clientsecrets.ClientSecretCreateResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event against the types that OpenAI publishes for Java. */
class OfficialTypesTest {
  private static final JsonMapper OFFICIAL = ObjectMappers.jsonMapper();

  private final RealtimeWriter writer = new RealtimeWriter(Dialect.GA);

  static List<ServerEvent> events() {
    return Examples.events().stream()
        .filter(event -> !(event instanceof ServerEvent.ConversationCreated))
        .toList();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("events")
  void shouldBeWhatTheOfficialTypesExpect(ServerEvent event) throws Exception {
    String json = writer.write(event).orElseThrow();

    RealtimeServerEvent parsed = OFFICIAL.readValue(json, RealtimeServerEvent.class);

    assertThat(parsed.validate().isValid()).as(json).isTrue();
    assertThat(parsed._json()).as(json).isPresent();
    assertThat(OFFICIAL.readTree(OFFICIAL.writeValueAsString(parsed)))
        .as("nothing is lost in the official types")
        .isEqualTo(OFFICIAL.readTree(json));
  }

  static List<Item> items() {
    return Examples.items();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("items")
  void shouldWriteItemsOfTheOfficialTypes(Item item) throws Exception {
    String json = Mapping.text(new ItemOut(Dialect.GA, true).write(item));

    assertThat(OFFICIAL.readValue(json, ConversationItem.class).validate().isValid())
        .as(json)
        .isTrue();
  }

  static List<SessionObject> sessions() {
    return Examples.sessions();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("sessions")
  void shouldAnswerWithClientSecretsOfTheOfficialTypes(SessionObject session) throws Exception {
    String json = ClientSecrets.write(new ClientSecrets.Response("ek_1", 1_900_000_000, session));

    ClientSecretCreateResponse parsed = OFFICIAL.readValue(json, ClientSecretCreateResponse.class);

    assertThat(parsed.validate().isValid()).as(json).isTrue();
  }

  @Test
  void shouldHaveAnExampleOfEveryEvent() {
    Set<Class<?>> seen =
        Examples.events().stream().map(Object::getClass).collect(Collectors.toSet());

    assertThat(seen).containsExactlyInAnyOrder(ServerEvent.class.getPermittedSubclasses());
  }

  @Test
  void shouldHaveAnExampleOfEveryItemAndContent() {
    Set<Class<?>> items =
        Examples.items().stream().map(Object::getClass).collect(Collectors.toSet());
    Set<Class<?>> contents =
        Examples.items().stream()
            .flatMap(
                item ->
                    item instanceof Item.Message message
                        ? message.content().stream()
                        : Stream.empty())
            .map(Object::getClass)
            .collect(Collectors.toSet());

    assertThat(items).containsExactlyInAnyOrder(Item.class.getPermittedSubclasses());
    assertThat(contents).containsExactlyInAnyOrder(Content.class.getPermittedSubclasses());
  }
}
