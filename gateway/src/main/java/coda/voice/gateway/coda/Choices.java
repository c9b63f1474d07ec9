package coda.voice.gateway.coda;

import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.TurnSettings;
import coda.voice.gateway.GatewayException;
import coda.voice.protocol.Shown;
import coda.voice.protocol.coda.Mode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Checks what a client chooses against what the engines can do. */
final class Choices {
  /** Without a duplex model the chain answers alone. */
  private static final List<ProcessingMode> MODES =
      List.of(ProcessingMode.TRADITIONAL, ProcessingMode.ADAPTIVE);

  private final SessionEngines engines;

  Choices(SessionEngines engines) {
    this.engines = engines;
  }

  /**
   * A mode the server has.
   *
   * @throws GatewayException {@code MODE_UNAVAILABLE}
   */
  ProcessingMode mode(Mode wanted) {
    ProcessingMode mode = Translate.mode(wanted);
    if (!MODES.contains(mode)) {
      throw new GatewayException(
          "MODE_UNAVAILABLE",
          "mode is "
              + Shown.text(wanted.wireName())
              + ", which needs a duplex model that this server does not have; allowed: "
              + MODES.stream().map(m -> Translate.mode(m).wireName()).toList());
    }
    return mode;
  }

  /**
   * A language both recogniser and synthesiser have. One without a region stands for all of its
   * regions, and the other way round.
   *
   * @throws GatewayException {@code LANGUAGE_UNAVAILABLE}
   */
  String language(String wanted) {
    Collection<String> heard = engines.recognizer().languages();
    Collection<String> spoken = engines.synthesizer().languages();
    if (!speaks(heard, wanted) || !speaks(spoken, wanted)) {
      TreeSet<String> both = new TreeSet<>(heard);
      both.removeIf(language -> !speaks(spoken, language));
      throw new GatewayException(
          "LANGUAGE_UNAVAILABLE", "language is " + Shown.text(wanted) + "; allowed: " + both);
    }
    return wanted;
  }

  /**
   * A voice of the synthesiser; empty is its default.
   *
   * @throws GatewayException {@code VOICE_UNAVAILABLE}
   */
  String voice(String wanted) {
    List<String> voices = engines.synthesizer().voices();
    if (!wanted.isEmpty() && !voices.contains(wanted)) {
      throw new GatewayException(
          "VOICE_UNAVAILABLE", "voice is " + Shown.text(wanted) + "; allowed: " + voices);
    }
    return wanted;
  }

  /**
   * Times that go together.
   *
   * @throws GatewayException {@code TURN_SETTINGS_INVALID}
   */
  TurnSettings turns(TurnSettings wanted) {
    if (wanted.completeSilenceMs() > wanted.silenceMs()
        || wanted.silenceMs() > wanted.incompleteSilenceMs()) {
      throw new GatewayException(
          "TURN_SETTINGS_INVALID",
          "complete_silence_ms is %d, silence_ms is %d, incomplete_silence_ms is %d; each must be at most the next"
              .formatted(
                  wanted.completeSilenceMs(), wanted.silenceMs(), wanted.incompleteSilenceMs()));
    }
    return wanted;
  }

  private static boolean speaks(Collection<String> languages, String wanted) {
    String tag = wanted.toLowerCase(Locale.ROOT);
    return languages.stream()
        .map(language -> language.toLowerCase(Locale.ROOT))
        .anyMatch(
            language ->
                language.equals(tag)
                    || language.startsWith(tag + "-")
                    || tag.startsWith(language + "-"));
  }
}
