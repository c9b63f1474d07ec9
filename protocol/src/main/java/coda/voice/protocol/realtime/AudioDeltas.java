package coda.voice.protocol.realtime;

import coda.voice.protocol.WellFormed;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Writes {@code response.output_audio.delta} for one part of an answer: what stays the same is made
 * once, and each piece of audio becomes base64 straight in the message, with no text in between.
 *
 * <p>Any number of threads may write. Equal, but for the id, to what {@link RealtimeWriter#write}
 * makes of a {@link ServerEvent.OutputAudioDelta}.
 */
public final class AudioDeltas {
  private final EventIds eventIds;
  private final byte[] beforeId;
  private final byte[] afterId;

  AudioDeltas(String type, PartIds ids, EventIds eventIds) {
    this.eventIds = eventIds;
    this.beforeId = utf8("{\"type\":\"" + type + "\",\"event_id\":\"");
    this.afterId =
        utf8(
            "\",\"response_id\":\""
                + escaped(ids.responseId())
                + "\",\"item_id\":\""
                + escaped(ids.itemId())
                + "\",\"output_index\":"
                + ids.outputIndex()
                + ",\"content_index\":"
                + ids.contentIndex()
                + ",\"delta\":\"");
  }

  private static String escaped(String id) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(WellFormed.text(id)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * How long a message is.
   *
   * @param audioBytes it carries, 0 or more
   * @return bytes of UTF-8
   */
  public int size(int audioBytes) {
    return beforeId.length + EventIds.LENGTH + afterId.length + Base64Bytes.length(audioBytes) + 2;
  }

  /**
   * The message, in an array of its own.
   *
   * @param audio holds the piece
   * @param from where it begins
   * @param length bytes of it
   * @return UTF-8
   */
  public byte[] message(byte[] audio, int from, int length) {
    byte[] message = new byte[size(length)];
    write(audio, from, length, message, 0);
    return message;
  }

  /**
   * Writes the message where the caller wants it.
   *
   * @param audio holds the piece
   * @param from where it begins
   * @param length bytes of it
   * @param target with room for {@link #size} bytes of UTF-8
   * @param at where the message begins
   * @return where the message ends
   * @throws IndexOutOfBoundsException when there is no such piece or no room; nothing is written
   */
  public int write(byte[] audio, int from, int length, byte[] target, int at) {
    Objects.checkFromIndexSize(from, length, audio.length);
    Objects.checkFromIndexSize(at, size(length), target.length);
    int end = put(beforeId, target, at);
    eventIds.next(target, end);
    end = put(afterId, target, end + EventIds.LENGTH);
    end = Base64Bytes.encode(audio, from, length, target, end);
    target[end] = '"';
    target[end + 1] = '}';
    return end + 2;
  }

  private static int put(byte[] bytes, byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
    return at + bytes.length;
  }
}
