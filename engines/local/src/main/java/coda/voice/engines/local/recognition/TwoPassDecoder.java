package coda.voice.engines.local.recognition;

import coda.voice.engines.local.SpeechDomain;
import edu.cmu.sphinx.decoder.search.ActiveListFactory;
import edu.cmu.sphinx.decoder.search.PartitionActiveListFactory;
import edu.cmu.sphinx.decoder.search.SimpleActiveListManager;
import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataBlocker;
import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.feature.FeatureTransform;
import edu.cmu.sphinx.frontend.filter.Preemphasizer;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.window.RaisedCosineWindower;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.TiedStateAcousticModel;
import edu.cmu.sphinx.linguist.lextree.LexTreeLinguist;
import edu.cmu.sphinx.result.Result;
import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Grammar and language model searching side by side, one utterance after the other.
 *
 * <p>Belongs to one thread. Building one takes seconds and about 150 MB.
 */
final class TwoPassDecoder {
  private static final String MODEL = "/edu/cmu/sphinx/models/en-us/";
  private static final int PARTIAL_EVERY_FRAMES = 10;

  private final RingSource source;
  private final FeatureTee tee;
  private final FeatureTee.Outlet features;
  private final PhoneLoop loop;
  private final GrammarSearch grammar;
  private final SentenceSearch sentences;

  TwoPassDecoder(SpeechDomain domain, DecoderSettings settings) throws IOException {
    SphinxLogs.quieten();
    source = new RingSource(settings.maxUtteranceSeconds() * RingSource.SAMPLE_RATE);
    UnitManager units = new UnitManager();
    Sphinx3Loader loader = new Sphinx3Loader(resource("en-us"), units, 0f, 1e-7f, 1e-4f, 4, true);
    TiedStateAcousticModel acoustics = new TiedStateAcousticModel(loader, units, true);
    acoustics.allocate();
    Vocabulary vocabulary =
        new Vocabulary(
            resource("cmudict-en-us.dict"), resource("en-us/noisedict"), words(domain), units);
    vocabulary.allocate();
    tee = new FeatureTee(frontEnd(source, loader, settings));
    features = tee.outlet();
    loop = new PhoneLoop(acoustics);
    grammar = grammar(domain, acoustics, units, vocabulary, settings);
    sentences = sentences(domain, acoustics, units, vocabulary, settings);
    sentences.allocate();
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(
        TwoPassDecoder.class.getResource(MODEL + name), "sphinx4-data is not on the class path");
  }

  private static Set<String> words(SpeechDomain domain) {
    Set<String> words = new HashSet<>();
    for (String sentence : domain.sentences()) {
      words.addAll(Arrays.asList(sentence.split(" ")));
    }
    words.addAll(Arrays.asList(domain.jsgf().toLowerCase(Locale.ROOT).split("[^a-z']+")));
    return words;
  }

  private static BaseDataProcessor frontEnd(
      RingSource source, Sphinx3Loader loader, DecoderSettings settings) throws IOException {
    List<BaseDataProcessor> chain =
        List.of(
            source,
            new DataBlocker(10),
            new Preemphasizer(0.97),
            new RaisedCosineWindower(0.46, 25.625f, 10f),
            new DiscreteFourierTransform(-1, false),
            new AutoCepstrum(loader),
            new MeanNormalizer(
                settings.meanLookahead(), new double[] {40, 3, -1}, settings.meanPriorWeight()),
            new DeltasFeatureExtractor(3),
            new FeatureTransform(loader));
    for (int i = 1; i < chain.size(); i++) {
      chain.get(i).setPredecessor(chain.get(i - 1));
    }
    chain.forEach(BaseDataProcessor::initialize);
    return chain.getLast();
  }

  private static GrammarSearch grammar(
      SpeechDomain domain,
      TiedStateAcousticModel acoustics,
      UnitManager units,
      Vocabulary vocabulary,
      DecoderSettings settings) {
    WordNetwork words = JsgfReader.read(domain.jsgf());
    WordNetwork.Graph graph = words.minimal();
    PhoneNetworkBuilder builder =
        new PhoneNetworkBuilder(
            graph, graph.likelihoods(words), vocabulary, new PhoneNetwork.Models(acoustics, units));
    PhoneNetwork network = builder.build();
    return new GrammarSearch(network, builder.arcs(), graph, builder.start(), settings);
  }

  private SentenceSearch sentences(
      SpeechDomain domain,
      TiedStateAcousticModel acoustics,
      UnitManager units,
      Vocabulary vocabulary,
      DecoderSettings settings) {
    DomainLanguageModel model =
        new DomainLanguageModel(
            domain.sentences().stream()
                .filter(s -> vocabulary.known().containsAll(Arrays.asList(s.split(" "))))
                .toList(),
            vocabulary);
    LexTreeLinguist linguist =
        new LexTreeLinguist(
            acoustics,
            units,
            model,
            vocabulary,
            false,
            true,
            0.1,
            0.1,
            1e-2,
            1,
            settings.languageWeight(),
            true,
            false,
            1,
            0);
    ActiveListFactory standard = new PartitionActiveListFactory(settings.sentenceBeam(), 1e-60);
    ActiveListFactory words = new PartitionActiveListFactory(settings.sentenceWordBeam(), 1e-40);
    return new SentenceSearch(
        linguist,
        tee.outlet(),
        new SimpleActiveListManager(
            List.of(standard, words, words, standard, standard, standard), false),
        1e-60);
  }

  /**
   * What the two searches heard.
   *
   * @param command the best path through the grammar that reaches an end; empty when none does
   * @param sentence the best path of the language model
   */
  record Hypotheses(WordPath command, WordPath sentence) {}

  /**
   * Listens to one utterance until its end.
   *
   * @param ring its sound
   * @param partials told regularly what was heard so far
   * @param pauses told what the result would be if the utterance ended where {@link AudioRing#ask}
   *     was called; called while the next frame is awaited, when all searches stand at the same one
   */
  Hypotheses decode(AudioRing ring, Consumer<Hypotheses> partials, Consumer<Hypotheses> pauses) {
    source.open(ring, () -> pauses.accept(hypotheses(true)));
    tee.clear();
    loop.restart();
    grammar.restart();
    sentences.startRecognition();
    try {
      boolean more = true;
      for (int frame = 1; more; frame++) {
        more = sentences.step();
        for (Data data = features.poll(); data != null; data = features.poll()) {
          if (data instanceof FloatData) {
            loop.hear(data);
            grammar.hear(data);
          }
        }
        if (more && frame % PARTIAL_EVERY_FRAMES == 0) {
          partials.accept(hypotheses(false));
        }
      }
      return hypotheses(true);
    } finally {
      sentences.stopRecognition();
    }
  }

  private Hypotheses hypotheses(boolean complete) {
    Result s = sentences.soFar();
    return new Hypotheses(
        complete ? grammar.whole(loop) : grammar.soFar(loop),
        s == null ? WordPath.NONE : WordPath.of(s.getBestToken(), false, loop));
  }
}
