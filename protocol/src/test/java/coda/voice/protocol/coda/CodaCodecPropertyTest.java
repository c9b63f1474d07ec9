package coda.voice.protocol.coda;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What goes out comes back; what is broken is told, never thrown. */
class CodaCodecPropertyTest {
  private static final String JSON_BITS = "{}[]\",:.0129eE+-truefalsn\\u0dD\u0000 ";
  private static final Set<String> CODES =
      Set.of(
          "PROTOCOL_NOT_JSON",
          "PROTOCOL_NOT_OBJECT",
          "PROTOCOL_UNKNOWN_TYPE",
          "PROTOCOL_FIELD_MISSING",
          "PROTOCOL_FIELD_INVALID",
          "PROTOCOL_TOO_LARGE");

  private final CodaCodec codec = new CodaCodec();

  @Property(tries = 3000)
  void shouldReadBackWhatAClientWrites(@ForAll long seed) {
    Envelope<ClientMessage> envelope = new Samples(seed).client();
    assertThat(codec.decodeClient(codec.encodeClient(envelope))).isEqualTo(envelope);
  }

  @Property(tries = 3000)
  void shouldReadBackWhatAServerWrites(@ForAll long seed) {
    Envelope<ServerMessage> envelope = new Samples(seed).server();
    assertThat(codec.decodeServer(codec.encodeServer(envelope))).isEqualTo(envelope);
  }

  @Example
  void shouldMakeSamplesOfEveryType() {
    Samples samples = new Samples(1);
    Set<Class<?>> seen = new HashSet<>();
    for (int at = 0; at < 2_000; at++) {
      seen.add(samples.client().message().getClass());
      seen.add(samples.server().message().getClass());
    }
    assertThat(seen).containsAll(Samples.clientTypes()).containsAll(Samples.serverTypes());
  }

  @Property(tries = 3000)
  void shouldThrowNothingButProtocolExceptionsForArbitraryText(@ForAll String text) {
    assertThat(readable(text)).isIn(true, false);
  }

  @Property(tries = 3000)
  void shouldThrowNothingButProtocolExceptionsForArbitraryBytes(@ForAll byte[] bytes) {
    assertThat(readable(new String(bytes, StandardCharsets.UTF_8))).isIn(true, false);
    assertThat(readable(new String(bytes, StandardCharsets.UTF_16))).isIn(true, false);
    try {
      assertThat(BinaryFrame.decode(bytes).encode()).hasSameSizeAs(bytes);
    } catch (ProtocolException e) {
      assertThat(e.code()).isEqualTo("PROTOCOL_BINARY_FRAME");
    }
  }

  @Property(tries = 6000)
  void shouldThrowNothingButProtocolExceptionsForMutatedMessages(@ForAll long seed) {
    Samples samples = new Samples(seed);
    String text =
        samples.below(2) == 0
            ? codec.encodeClient(samples.client())
            : codec.encodeServer(samples.server());
    for (int times = 1 + samples.below(4); times > 0; times--) {
      text = mutate(text, samples);
    }
    assertThat(readable(text)).isIn(true, false);
  }

  @Property(tries = 2000)
  void shouldThrowNothingButProtocolExceptionsForWrongTypesOfFields(@ForAll long seed) {
    Samples samples = new Samples(seed);
    String text =
        samples.below(2) == 0
            ? codec.encodeClient(samples.client())
            : codec.encodeServer(samples.server());
    String wrong =
        samples.pick(
            java.util.List.of(
                "null", "[]", "{}", "-1", "1e400", "true", "\"\"", "\"\\ud800\"", "0.5", "[[{}]]"));
    String[] values = {":\"[^\"\\\\]*\"", ":[0-9.E+-]+", ":(true|false)", ":\\{", ":\\["};
    String value = values[samples.below(values.length)];
    assertThat(readable(text.replaceFirst(value, ":" + wrong))).isIn(true, false);
    assertThat(readable(text.replaceAll(value, ":" + wrong))).isIn(true, false);
  }

  private static String mutate(String text, Samples samples) {
    int at = samples.below(text.length() + 1);
    int to = Math.min(text.length(), at + samples.below(12));
    String bit = String.valueOf(JSON_BITS.charAt(samples.below(JSON_BITS.length())));
    return switch (samples.below(5)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(to);
      case 2 -> text.substring(0, at) + bit + text.substring(at);
      case 3 -> text.substring(0, at) + bit + text.substring(to);
      default -> text.substring(0, to) + text.substring(at);
    };
  }

  /** Whether either side understands it; fails the test for any other exception. */
  private boolean readable(String text) {
    boolean client = reads(() -> codec.decodeClient(text));
    boolean server = reads(() -> codec.decodeServer(text));
    return client || server;
  }

  private boolean reads(java.util.function.Supplier<Envelope<?>> decode) {
    try {
      Envelope<?> envelope = decode.get();
      String again =
          envelope.message() instanceof ClientMessage
              ? codec.encodeClient(cast(envelope))
              : codec.encodeServer(cast(envelope));
      // What was understood can be sent on as UTF-8 without loss.
      ByteBuffer utf8 = StandardCharsets.UTF_8.encode(again);
      assertThat(StandardCharsets.UTF_8.decode(utf8).toString()).isEqualTo(again);
      return true;
    } catch (ProtocolException e) {
      assertThat(e.code()).isIn(CODES);
      assertThat(e.safeMessage()).isNotBlank().doesNotContainPattern("[\\p{Cntrl}\\p{Cs}]");
      assertThat(e.safeMessage().length()).isLessThan(4_000);
      return false;
    }
  }

  @SuppressWarnings("unchecked")
  private static <M extends CodaMessage> Envelope<M> cast(Envelope<?> envelope) {
    return (Envelope<M>) envelope;
  }
}
