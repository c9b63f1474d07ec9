package coda.voice.gateway.coda;

import static coda.voice.conversation.turn.TurnError.LANGUAGE_UNAVAILABLE;
import static coda.voice.gateway.GatewayError.MODE_UNAVAILABLE;
import static coda.voice.gateway.GatewayError.TURN_SETTINGS_INVALID;
import static coda.voice.gateway.GatewayError.VOICE_UNAVAILABLE;

import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.TurnSettings;
import coda.voice.engine.DuplexModel;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.Languages;
import coda.voice.protocol.Shown;
import coda.voice.protocol.coda.Mode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Checks what a client chooses against what the engines can do. */
final class Choices {
  private final SessionEngines engines;

  Choices(SessionEngines engines) {
    this.engines = engines;
  }

  /**
   * A mode the server has. Whether its engines work at this moment does not matter: a conversation
   * that has to do without one says so.
   *
   * @throws GatewayException {@code MODE_UNAVAILABLE}
   */
  ProcessingMode mode(Mode wanted) {
    ProcessingMode mode = Translate.mode(wanted);
    if (mode.needsDuplexModel() && engines.duplex().isEmpty()) {
      throw new GatewayException(
          MODE_UNAVAILABLE,
          "mode is "
              + Shown.text(wanted.wireName())
              + ", which needs a Moshi server; whoever runs this one sets engines.duplex_model to"
              + " moshi (docs/moshi.md); allowed: "
              + modesWithoutDuplexModel());
    }
    return mode;
  }

  /**
   * A mode and a language that go together: a mode that needs the duplex model needs its languages.
   *
   * @return the mode
   * @throws GatewayException {@code LANGUAGE_UNAVAILABLE}
   */
  ProcessingMode together(ProcessingMode mode, String language) {
    if (!goTogether(mode, language)) {
      throw new GatewayException(
          LANGUAGE_UNAVAILABLE,
          "language is %s, mode is %s; allowed in this mode: %s; with this language: %s"
              .formatted(
                  Shown.text(language),
                  Translate.mode(mode).wireName(),
                  new TreeSet<>(duplexLanguages()),
                  modesWithoutDuplexModel()));
    }
    return mode;
  }

  /**
   * The mode of a conversation whose client has not chosen one: the usual one, or, where its duplex
   * model does not speak the language, adaptive, which takes what there is.
   */
  ProcessingMode usual(ProcessingMode usual, String language) {
    return goTogether(usual, language) ? usual : ProcessingMode.ADAPTIVE;
  }

  private boolean goTogether(ProcessingMode mode, String language) {
    return !mode.needsDuplexModel() || Languages.has(duplexLanguages(), language);
  }

  private Collection<String> duplexLanguages() {
    return engines.duplex().<Collection<String>>map(DuplexModel::languages).orElse(List.of());
  }

  private static List<String> modesWithoutDuplexModel() {
    return Arrays.stream(ProcessingMode.values())
        .filter(mode -> !mode.needsDuplexModel())
        .map(mode -> Translate.mode(mode).wireName())
        .toList();
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
    if (!Languages.has(heard, wanted) || !Languages.has(spoken, wanted)) {
      TreeSet<String> both = new TreeSet<>(heard);
      both.removeIf(language -> !Languages.has(spoken, language));
      throw new GatewayException(
          LANGUAGE_UNAVAILABLE, "language is " + Shown.text(wanted) + "; allowed: " + both);
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
          VOICE_UNAVAILABLE, "voice is " + Shown.text(wanted) + "; allowed: " + voices);
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
          TURN_SETTINGS_INVALID,
          "complete_silence_ms is %d, silence_ms is %d, incomplete_silence_ms is %d; each must be at most the next"
              .formatted(
                  wanted.completeSilenceMs(), wanted.silenceMs(), wanted.incompleteSilenceMs()));
    }
    return wanted;
  }
}
