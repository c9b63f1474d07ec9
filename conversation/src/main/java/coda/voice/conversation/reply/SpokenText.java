package coda.voice.conversation.reply;

import java.util.regex.Pattern;

/**
 * Makes written text fit to be spoken: no markdown, no emoji, no code, no addresses read out letter
 * by letter.
 *
 * <p>Remembers whether it is inside a code block, so one instance belongs to one answer and sees
 * its pieces in order. Used by one thread.
 */
public final class SpokenText {
  private static final Pattern FENCE = Pattern.compile("^\\s*(```|~~~).*");
  private static final Pattern RULE = Pattern.compile("^\\s*([-*_=]\\s*){3,}$");
  private static final Pattern TABLE_RULE = Pattern.compile("^\\s*\\|?(\\s*:?-{2,}:?\\s*\\|?)+$");
  private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]*)]\\([^)]*\\)");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\([^)]*\\)");
  private static final Pattern ADDRESS =
      Pattern.compile("<?https?://(?:www\\.)?([^\\s/>)]+)[^\\s>)]*>?");
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]{0,80}>");
  private static final Pattern LINE_MARK =
      Pattern.compile("^\\s*(?:#{1,6}\\s+|>\\s?|[-*+•]\\s+(?:\\[[ xX]]\\s+)?)+");
  private static final Pattern EMPHASIS =
      Pattern.compile("(\\*{1,3}|(?<![\\p{L}\\p{N}])_{1,3}|~~|`+)(?=\\S)(.+?)(?<=\\S)\\1");
  private static final Pattern LEFTOVER = Pattern.compile("`|[*#|~]+(?=\\s|$)|(?<=\\s|^)[*|~]+");
  private static final Pattern PICTURES =
      Pattern.compile(
          "[\\p{IsExtended_Pictographic}\\p{IsEmoji_Modifier}\\x{1F1E6}-\\x{1F1FF}"
              + "\\x{FE0E}\\x{FE0F}\\x{200D}\\x{20E3}]");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private boolean inCode;

  /**
   * What is to be said of a piece of text.
   *
   * @param piece a sentence or line
   * @return plain words, or an empty string when nothing of it can be spoken
   */
  public String plain(String piece) {
    if (FENCE.matcher(piece).matches()) {
      inCode = !inCode;
      return "";
    }
    if (inCode || RULE.matcher(piece).matches() || TABLE_RULE.matcher(piece).matches()) {
      return "";
    }
    String text = IMAGE.matcher(piece).replaceAll("$1");
    text = LINK.matcher(text).replaceAll("$1");
    text = ADDRESS.matcher(text).replaceAll("$1");
    text = TAG.matcher(text).replaceAll(" ");
    text = LINE_MARK.matcher(text).replaceFirst("");
    text = unwrap(text);
    text = LEFTOVER.matcher(text).replaceAll(" ");
    text = text.replace("|", ", ");
    text = PICTURES.matcher(text).replaceAll("");
    text = CONTROL.matcher(text).replaceAll(" ");
    text = BLANKS.matcher(text).replaceAll(" ").strip();
    return text.codePoints().anyMatch(Character::isLetterOrDigit) ? text : "";
  }

  /** Takes emphasis off; it nests a few levels deep at most. */
  private static String unwrap(String text) {
    String before = text;
    for (int depth = 0; depth < 4; depth++) {
      String after = EMPHASIS.matcher(before).replaceAll("$2");
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }
}
