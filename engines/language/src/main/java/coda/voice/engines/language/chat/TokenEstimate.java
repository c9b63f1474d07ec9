package coda.voice.engines.language.chat;

import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;

/**
 * How many tokens a text takes, without the model's own tokeniser: one for each three bytes of
 * UTF-8, and eight for the frame of each message. English has about four bytes a token, Cyrillic
 * four to five, Chinese three, so the estimate is on the safe side of what is usual.
 */
final class TokenEstimate {
  static final int FRAME = 8;
  private static final int BYTES = 3;

  private TokenEstimate() {}

  /**
   * Of a message.
   *
   * @param text of it
   */
  static int of(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A pair of surrogates takes four bytes: two each.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return (int) Math.min(Integer.MAX_VALUE / 4, FRAME + (bytes + BYTES - 1) / BYTES);
  }

  /**
   * Of what describes tools.
   *
   * @param tools which
   */
  static int of(List<ToolSpecification> tools) {
    return tools.stream().mapToInt(tool -> of(tool.toJson())).sum();
  }
}
