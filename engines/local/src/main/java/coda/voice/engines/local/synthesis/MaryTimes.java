package coda.voice.engines.local.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The durations in a MaryXML document (format ACOUSTPARAMS): {@code ph} elements with milliseconds
 * in {@code d}, {@code boundary} elements with milliseconds in {@code duration}.
 */
final class MaryTimes {
  private static final int LONGEST_PAUSE_MS = 250;
  private static final int END_PAUSE_MS = 120;

  /**
   * When a word begins.
   *
   * @param textOffset its first character
   * @param seconds from the beginning of the sound
   */
  record Word(int textOffset, double seconds) {}

  private final String text;
  private final double rate;
  private final List<Word> words = new ArrayList<>();
  private int searchFrom;
  private double millis;
  private @Nullable Element lastBoundary;
  private @Nullable Node lastOriginal;

  private MaryTimes(String text, double rate) {
    this.text = text.toLowerCase(Locale.ROOT);
    this.rate = rate;
  }

  /**
   * Divides all durations by the rate, shortens pauses, and tells when each word begins.
   *
   * @param document changed in place
   * @param text the sentence it was made from
   * @param rate 1 is normal
   */
  static List<Word> retime(Document document, String text, double rate) {
    MaryTimes times = new MaryTimes(text, rate);
    times.visit(document.getDocumentElement());
    if (times.lastBoundary != null) {
      times.lastBoundary.setAttribute("duration", Integer.toString(END_PAUSE_MS));
    }
    return times.words;
  }

  private void visit(Node node) {
    if (node instanceof Element element) {
      switch (element.getTagName()) {
        case "t" -> word(element);
        case "ph" -> phone(element);
        case "boundary" -> pause(element);
        default -> {}
      }
    }
    NodeList children = node.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      visit(children.item(i));
    }
  }

  /** A word that was written out ("5" as "five") is found by what was written. */
  private void word(Element token) {
    if (token.getElementsByTagName("ph").getLength() == 0) {
      return;
    }
    String written = token.getTextContent().strip();
    for (Node up = token.getParentNode(); up instanceof Element parent; up = up.getParentNode()) {
      if (parent.getTagName().equals("mtu") && !parent.getAttribute("orig").isEmpty()) {
        if (parent == lastOriginal) {
          return;
        }
        lastOriginal = parent;
        written = parent.getAttribute("orig").strip();
        break;
      }
    }
    int at = written.isEmpty() ? -1 : text.indexOf(written.toLowerCase(Locale.ROOT), searchFrom);
    if (at >= 0) {
      words.add(new Word(at, millis / 1000));
      searchFrom = at + written.length();
    }
  }

  private void phone(Element phone) {
    millis += scale(phone, "d", Integer.MAX_VALUE);
    phone.setAttribute("end", String.format(Locale.ROOT, "%.3f", millis / 1000));
  }

  private void pause(Element boundary) {
    if (!boundary.getAttribute("duration").isEmpty()) {
      millis += scale(boundary, "duration", LONGEST_PAUSE_MS);
      lastBoundary = boundary;
    }
  }

  private double scale(Element element, String attribute, int most) {
    String value = element.getAttribute(attribute);
    if (value.isEmpty()) {
      return 0;
    }
    long scaled = Math.max(5, Math.round(Math.min(Double.parseDouble(value), most) / rate));
    element.setAttribute(attribute, Long.toString(scaled));
    return scaled;
  }
}
