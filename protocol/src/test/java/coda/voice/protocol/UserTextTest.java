package coda.voice.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UserTextTest {
  /** Rich in what matters: controls, bidi, joiners, marks, tags, halves, composites. */
  private static final int[] SPICE = {
    0, 7, 8, 9, 10, 13, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
    0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xFDD0, 0xFFF9, 0xE0001,
    0xE0041, 0xE007F, 0xD800, 0xDC00, 0x1F468, 0x1F3F4, 0xFE0F, 0xE0100, 'a', 'e', 'u', 0x301,
    0x308, 0x304, 0x323, 0x489, 0x958, 0xFB2C, 0x1D15E, 0xAC01, 0x1100, 0x1161, 0x11A8, 0x4E2D,
    0x600, 0x5D0
  };

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Integer> spice =
        Arbitraries.integers().between(0, SPICE.length - 1).map(at -> SPICE[at]);
    Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(6, spice), net.jqwik.api.Tuple.of(1, any))
        .list()
        .ofMaxSize(60)
        .map(points -> points.stream().map(Character::toString).collect(Collectors.joining()));
  }

  @Property(tries = 3000)
  void shouldChangeNothingTheSecondTime(@ForAll("texts") String raw) {
    String once = UserText.clean(raw);

    assertThat(UserText.clean(once)).isEqualTo(once);
  }

  @Property(tries = 3000)
  void shouldGiveNormalTextWithoutAnythingHidden(@ForAll("texts") String raw) {
    String clean = UserText.clean(raw);

    assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC)).isTrue();
    assertThat(clean.codePoints())
        .noneMatch(point -> Character.isISOControl(point) && point != '\n' && point != '\t')
        .noneMatch(point -> point >= 0x202A && point <= 0x202E)
        .noneMatch(point -> point >= 0x2066 && point <= 0x2069)
        .noneMatch(point -> point >= 0xE0000 && point <= 0xE007F)
        .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(clean);
  }

  @Property(tries = 3000)
  void shouldInventNothing(@ForAll("texts") String raw) {
    // Everything that comes out went in, taken apart; but line feeds and U+FFFD stand for others.
    String parts = Normalizer.normalize(raw, Normalizer.Form.NFD);

    assertThat(Normalizer.normalize(UserText.clean(raw), Normalizer.Form.NFD).codePoints())
        .allMatch(point -> point == '\n' || point == 0xFFFD || parts.indexOf(point) >= 0);
  }

  @Property(tries = 1000)
  void shouldLeaveWhatIsVisible(@ForAll("visible") String text) {
    assertThat(UserText.clean(text)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  @Provide
  Arbitrary<String> visible() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withCharRange('\u00A1', '\u00AC')
        .withCharRange('\u00C0', '\u02AF')
        .withCharRange('\u0410', '\u044F')
        .withCharRange('\u05D0', '\u05EA')
        .withCharRange('\u0620', '\u064A')
        .withCharRange('\u0905', '\u0939')
        .withCharRange('\u4E00', '\u9FFF')
        .withCharRange('\uAC00', '\uD7A3');
  }

  @Property(tries = 1000)
  void shouldMeasureAsItIsEncoded(
      @ForAll("texts") String raw, @ForAll @net.jqwik.api.constraints.IntRange(max = 80) int most) {
    String text = UserText.clean(raw);
    int points = text.codePointCount(0, text.length());
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;

    assertThat(UserText.fits(text, most, 1_000)).isEqualTo(points <= most);
    assertThat(UserText.fits(text, 1_000, 2 * most)).isEqualTo(bytes <= 2 * most);
  }

  @Example
  void shouldKeepTheJoinersThatScriptsAndEmojiNeed() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    String persian = "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";
    String heart = "\u2764\uFE0F";

    assertThat(UserText.clean(family + persian + heart)).isEqualTo(family + persian + heart);
    assertThat(UserText.clean("pass\u200Dword\u200C!")).isEqualTo("password!");
    assertThat(UserText.clean("\u0645\u200C\u200C\u200D\u06CC")).isEqualTo("\u0645\u200C\u06CC");
  }

  @Example
  void shouldTakeOutWhatTurnsTextAround() {
    assertThat(UserText.clean("pay \u202Eevil\u202C \u2066now\u2069\u200F"))
        .isEqualTo("pay evil now");
  }

  @Example
  void shouldTakeOutWhatTerminalsObey() {
    assertThat(UserText.clean("\u001B[31mred\u009B0m\u0007\b")).isEqualTo("[31mred0m");
    assertThat(UserText.clean("a\r\nb\rc\u2028d\u0085e\tf")).isEqualTo("a\nb\nc\nd\ne\tf");
  }

  @Example
  void shouldTakeOutHiddenTagsAndTowersOfMarks() {
    String hidden = "ok" + Character.toString(0xE0069) + Character.toString(0xE0067);
    String tower = "x" + "\u0489".repeat(100);
    String smuggled = "a" + Character.toString(0xE0101) + Character.toString(0xE0102);

    assertThat(UserText.clean(hidden)).isEqualTo("ok");
    assertThat(UserText.clean(tower)).isEqualTo("x" + "\u0489".repeat(UserText.MOST_MARKS));
    assertThat(UserText.clean(smuggled)).isEqualTo("a" + Character.toString(0xE0101));
  }

  @Example
  void shouldBringLettersAndMarksTogetherOverWhatWasTakenOut() {
    assertThat(UserText.clean("e\u200B\u0301")).isEqualTo("\u00E9");
    assertThat(UserText.clean("a\uD800")).isEqualTo("a\uFFFD");
  }

  @Example
  void shouldQuoteNothingInTheOperatorsMessage() {
    String said = Shown.text("my \"secret\" \\ word");

    assertThat(Shown.withoutQuotes("type is " + said + "; allowed: auth"))
        .isEqualTo("type is \"…\"; allowed: auth");
    assertThat(new ProtocolException(ProtocolError.PROTOCOL_FIELD_INVALID, "x is " + said))
        .hasMessage("x is \"…\"")
        .extracting(ProtocolException::safeMessage)
        .isEqualTo("x is " + said);
  }
}
