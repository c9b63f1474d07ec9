package coda.voice.conversation.listening;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What listeners say in a few languages. "Go on" is among it: whoever says so wants the answer to
 * go on. "No" is not: whoever says so wants something else.
 *
 * @param backchannels phrases that show attention or agreement
 * @param fillers sounds of somebody who thinks or listens
 */
record BackchannelPhrases(List<String> backchannels, List<String> fillers) {
  private static final List<String> SOUNDS =
      phrases("mm, mmm, mhm, mm hm, mm hmm, mm mm, hm, hmm, hmmm, uh huh, aha, ah, oh");

  private static final List<String> EVERYWHERE = phrases("ok, okay, oki");

  private static final BackchannelPhrases ENGLISH =
      of(
          """
          yes, yeah, yep, yup, right, all right, alright, that's right, sure, sure thing,
          of course, i see, i know, i understand, understood, got it, gotcha, i got it, fine,
          that's fine, good, very good, great, cool, nice, exactly, absolutely, true, that's true,
          makes sense, fair enough, really, wow, huh, go on, go ahead, continue, keep going,
          carry on, please go on, please continue
          """,
          "um, umm, uh, er, erm, eh, well");

  private static final Map<String, BackchannelPhrases> LANGUAGES =
      Map.of(
          "en",
          ENGLISH,
          "de",
          of(
              """
              ja, jaja, jo, jawohl, genau, richtig, stimmt, klar, alles klar, na klar, gut,
              sehr gut, schön, fein, verstehe, ich verstehe, verstanden, ach so, achso, ach ja,
              so so, sicher, natürlich, eben, in ordnung, einverstanden, echt, wirklich,
              weiter, mach weiter, erzähl weiter, sprich weiter, red weiter
              """,
              "äh, ähm, öh, tja, na ja, naja, also"),
          "fr",
          of(
              """
              oui, ouais, d'accord, bien, très bien, bien sûr, bon, ah bon, je vois,
              je comprends, compris, entendu, voilà, c'est ça, c'est vrai, exact, exactement,
              tout à fait, en effet, parfait, ça marche, vas-y, allez-y, continue, continuez,
              vraiment
              """,
              "euh, heu, hum, ben, eh bien"),
          "es",
          of(
              """
              sí, ya, claro, claro que sí, vale, de acuerdo, ajá, entiendo, entendido,
              ya veo, ya entiendo, bueno, bien, muy bien, está bien, perfecto, eso, eso es,
              exacto, exactamente, por supuesto, cierto, es verdad, de verdad,
              sigue, siga, continúa, continúe, adelante
              """,
              "eh, em, este, pues, uh"),
          "it",
          of(
              """
              sì, certo, certamente, va bene, vabbè, d'accordo, capisco, capito, ho capito,
              esatto, esattamente, giusto, già, bene, molto bene, perfetto, infatti, ecco,
              è vero, davvero, vai, vai avanti, continua, continui, prego
              """,
              "eh, ehm, beh, allora, cioè"),
          "pt",
          of(
              """
              sim, pois, pois é, pois sim, claro, certo, está bem, tá bem, está bom, tá bom, tá,
              tudo bem, bem, muito bem, bom, entendo, entendi, percebo, percebi, já percebi,
              exato, exatamente, isso, isso mesmo, é, é verdade, com certeza, perfeito, beleza,
              aham, uhum, continua, continue, pode continuar, siga
              """,
              "hã, né, então, eh"));

  private static BackchannelPhrases of(String backchannels, String fillers) {
    return new BackchannelPhrases(
        Stream.concat(phrases(backchannels).stream(), EVERYWHERE.stream()).toList(),
        Stream.concat(phrases(fillers).stream(), SOUNDS.stream()).toList());
  }

  private static List<String> phrases(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  /** Those of a BCP 47 language, by its first part; English when it is not known. */
  static BackchannelPhrases of(String language) {
    String primary = language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    return LANGUAGES.getOrDefault(primary, ENGLISH);
  }
}
