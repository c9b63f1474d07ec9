package coda.voice.conversation.journal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The whole lines of a file that may be compressed, and may end anywhere. */
final class LineSource {
  /** No sensible line is longer; what comes is not a journal. */
  private static final int LONGEST_LINE = 1 << 24;

  private final InputStream in;
  private final byte[] chunk = new byte[1 << 13];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int begin;
  private int end;

  private LineSource(InputStream in) {
    this.in = in;
  }

  static LineSource of(InputStream file) throws IOException {
    PushbackInputStream in = new PushbackInputStream(file, 2);
    byte[] magic = in.readNBytes(2);
    in.unread(magic);
    boolean compressed =
        magic.length == 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B;
    try {
      return new LineSource(compressed ? new GZIPInputStream(in) : in);
    } catch (EOFException e) {
      return new LineSource(InputStream.nullInputStream());
    }
  }

  /** The next line that has its line break; empty at the end. */
  Optional<String> next() throws IOException {
    line.reset();
    while (true) {
      for (int i = begin; i < end; i++) {
        if (chunk[i] == '\n') {
          line.write(chunk, begin, i - begin);
          begin = i + 1;
          return Optional.of(line.toString(StandardCharsets.UTF_8));
        }
      }
      line.write(chunk, begin, end - begin);
      begin = 0;
      end = read();
      if (end <= 0 || line.size() > LONGEST_LINE) {
        end = 0;
        return Optional.empty();
      }
    }
  }

  /** A compressed file that was cut off ends in an exception; what was read before counts. */
  private int read() throws IOException {
    try {
      return in.read(chunk);
    } catch (EOFException | ZipException cutOff) {
      return -1;
    }
  }
}
