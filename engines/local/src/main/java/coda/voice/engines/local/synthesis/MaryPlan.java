package coda.voice.engines.local.synthesis;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The sounds of a sentence with their durations, as MaryTTS plans them ({@code ACOUSTPARAMS})
 * before it makes any audio. This is where the rate is set and the times of the words are known.
 */
final class MaryPlan {
  private final WordFinder words;
  private final SpeechOutput output;
  private final double rate;
  private final long start;
  private double seconds;

  private MaryPlan(WordFinder words, double rate, SpeechOutput output) {
    this.words = words;
    this.output = output;
    this.rate = rate;
    this.start = output.position();
  }

  /**
   * Fits a plan to a rate and tells where its words begin.
   *
   * @param document the plan, of what is spoken next; changed
   * @param words finds them in the request's text
   * @param rate speed, 1 is normal
   * @param output hears of the words
   */
  static void fit(Document document, WordFinder words, double rate, SpeechOutput output) {
    new MaryPlan(words, rate, output).walk(document.getDocumentElement());
  }

  private void walk(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        read(element);
      }
    }
  }

  private void read(Element element) {
    switch (element.getTagName()) {
      case "mtu" -> mark(element, element.getAttribute("orig"));
      case "t" -> {
        Node first = element.getFirstChild();
        mark(element, first == null ? "" : String.valueOf(first.getNodeValue()).strip());
      }
      case "ph" -> {
        last(element, "d");
        shorten(element, "end");
      }
      case "boundary" -> last(element, "duration");
      default -> {}
    }
    walk(element);
  }

  /** Marks a word, unless it is punctuation, which has no sound. */
  private void mark(Element element, String token) {
    if (element.getElementsByTagName("ph").getLength() > 0) {
      int word = words.next(token);
      if (word >= 0) {
        output.mark(word, start + Math.round(seconds * MaryTtsSynthesizer.SAMPLE_RATE));
      }
    }
  }

  /** Time goes on by a duration in milliseconds. */
  private void last(Element element, String attribute) {
    String text = element.getAttribute(attribute);
    if (!text.isEmpty()) {
      long duration = Math.max(1, Math.round(Double.parseDouble(text) / rate));
      seconds += duration / 1000.0;
      element.setAttribute(attribute, Long.toString(duration));
    }
  }

  private void shorten(Element element, String attribute) {
    String text = element.getAttribute(attribute);
    if (!text.isEmpty()) {
      element.setAttribute(attribute, Double.toString(Double.parseDouble(text) / rate));
    }
  }
}
