package coda.voice.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of a WebSocket message together, within limits that differ for text and
 * binary. Vert.x can do that too, but leaves a connection open whose message is too large; RFC 6455
 * wants it closed with 1009.
 *
 * <p>Used on the connection's loop.
 */
public final class FrameAssembler {
  /** Told what came. After {@link #onViolation} nothing more. */
  public interface Listener {
    /**
     * A whole text message, before anything was done to it.
     *
     * @param utf8 its bytes; not checked yet
     * @return whether it was dealt with; if not, {@link #onText} follows
     */
    default boolean onUtf8(byte[] utf8) {
      return false;
    }

    /**
     * A whole text message.
     *
     * @param text may be empty
     */
    void onText(String text);

    /**
     * A whole binary message.
     *
     * @param bytes may be empty; belongs to the listener
     */
    void onBinary(byte[] bytes);

    /**
     * The message breaks the rules and the connection is to be closed.
     *
     * @param closeCode one of {@link CloseCodes}
     * @param reason for people
     */
    void onViolation(int closeCode, String reason);
  }

  private final int textBytes;
  private final int binaryBytes;
  private final Listener listener;

  private @Nullable Buffer parts;
  private boolean text;
  private boolean broken;

  /**
   * An assembler for one connection.
   *
   * @param textBytes that a text message may have
   * @param binaryBytes that a binary message may have
   * @param listener told what came
   */
  public FrameAssembler(int textBytes, int binaryBytes, Listener listener) {
    this.textBytes = textBytes;
    this.binaryBytes = binaryBytes;
    this.listener = listener;
  }

  /**
   * Takes the next frame; frames other than data are ignored.
   *
   * @param frame as it came
   */
  public void add(WebSocketFrame frame) {
    if (broken || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
      return;
    }
    if (!frame.isContinuation()) {
      text = frame.isText();
      parts = null;
    }
    int limit = text ? textBytes : binaryBytes;
    Buffer before = parts;
    long size = (before == null ? 0L : before.length()) + frame.binaryData().length();
    if (size > limit) {
      violation(CloseCodes.TOO_BIG, "A message is larger than " + limit + " bytes");
      return;
    }
    if (before != null) {
      before.appendBuffer(frame.binaryData());
    } else if (frame.isFinal()) {
      before = frame.binaryData();
    } else {
      before = Buffer.buffer().appendBuffer(frame.binaryData());
    }
    parts = before;
    if (frame.isFinal()) {
      parts = null;
      whole(before.getBytes());
    }
  }

  private void whole(byte[] bytes) {
    if (!text) {
      listener.onBinary(bytes);
      return;
    }
    if (listener.onUtf8(bytes)) {
      return;
    }
    String message;
    try {
      message = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      violation(CloseCodes.NOT_UTF8, "A text message is not UTF-8");
      return;
    }
    listener.onText(message);
  }

  private void violation(int code, String reason) {
    broken = true;
    parts = null;
    listener.onViolation(code, reason);
  }
}
