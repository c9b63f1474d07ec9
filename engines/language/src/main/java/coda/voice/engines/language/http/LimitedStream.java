package coda.voice.engines.language.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks when it gets too long. */
public final class LimitedStream extends FilterInputStream {
  private final long limit;
  private long read;

  /**
   * Limits a stream.
   *
   * @param in the stream
   * @param limit the most bytes; reading more is an {@link IOException}
   */
  public LimitedStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int more) throws IOException {
    read += more;
    if (read > limit) {
      throw new IOException("the response is longer than " + limit + " bytes");
    }
  }
}
