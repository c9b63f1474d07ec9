package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_OGG_INVALID;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.gagravarr.ogg.OggFile;
import org.gagravarr.ogg.OggPacketWriter;
import org.gagravarr.opus.OpusAudioData;
import org.gagravarr.opus.OpusInfo;
import org.gagravarr.opus.OpusTags;

/**
 * Writes mono speech as an Ogg/Opus stream (RFC 7845), to a file or piece by piece to a socket.
 *
 * <p>Packets last 20 ms. A page is written to the stream as soon as its packets are complete, so a
 * live stream uses one packet per page and a file uses more. {@link #close} ends the stream exactly
 * where the sound ends.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class OggOpusWriter implements AutoCloseable {
  /** What a file uses: pages of one second. */
  public static final int FILE_PACKETS_PER_PAGE = 50;

  /** Opus positions count samples of 48 kHz whatever the rate is. */
  private static final int POSITION_RATE = 48_000;

  private final int sampleRate;
  private final int packetsPerPage;
  private final OutputStream out;
  private final OggPacketWriter ogg;
  private final OpusEncoder encoder;
  private final int preSkip;
  private final short[] frame;
  private final byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];

  private int filled;
  private long samples;
  private long packets;
  private boolean closed;

  /**
   * Begins a stream.
   *
   * @param out where it goes; closed with the writer
   * @param sampleRate of the sound: 8,000, 16,000, 24,000 or 48,000 Hz
   * @param packetsPerPage 1 to {@link #FILE_PACKETS_PER_PAGE}
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}, {@code AUDIO_OGG_INVALID} for a page of
   *     another size, {@code AUDIO_IO}
   */
  public OggOpusWriter(OutputStream out, int sampleRate, int packetsPerPage) {
    if (packetsPerPage < 1 || packetsPerPage > FILE_PACKETS_PER_PAGE) {
      throw new AudioException(
          AUDIO_OGG_INVALID, "A page holds 1 to " + FILE_PACKETS_PER_PAGE + " packets");
    }
    this.encoder = new OpusEncoder(sampleRate);
    this.sampleRate = sampleRate;
    this.packetsPerPage = packetsPerPage;
    this.out = out;
    this.ogg = new OggFile(out).getPacketWriter();
    this.preSkip = encoder.lookahead() * (POSITION_RATE / sampleRate);
    this.frame = new short[encoder.frameLength()];
    OpusInfo info = new OpusInfo();
    info.setNumChannels(1);
    info.setSampleRate(sampleRate);
    info.setPreSkip(preSkip);
    try {
      ogg.bufferPacket(info.write(), true);
      ogg.bufferPacket(new OpusTags().write(), true);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * A complete file in memory.
   *
   * @param samples mono
   * @param sampleRate 8,000, 16,000, 24,000 or 48,000 Hz
   */
  public static byte[] encode(short[] samples, int sampleRate) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OggOpusWriter writer = new OggOpusWriter(file, sampleRate, FILE_PACKETS_PER_PAGE)) {
      writer.write(samples, 0, samples.length);
    }
    return file.toByteArray();
  }

  /**
   * Takes the next samples.
   *
   * @param source where they are
   * @param offset the first one
   * @param count how many
   * @throws AudioException {@code AUDIO_IO}
   */
  public void write(short[] source, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, source.length);
    int at = offset;
    int end = offset + count;
    while (at < end) {
      int taken = Math.min(end - at, frame.length - filled);
      System.arraycopy(source, at, frame, filled, taken);
      filled += taken;
      samples += taken;
      at += taken;
      if (filled == frame.length) {
        packet();
        if (packets % packetsPerPage == 0) {
          page(packets * frame.length);
        }
      }
    }
  }

  /** Takes the next frame; borrows it. */
  public void write(AudioFrame audio) {
    write(audio.samples(), 0, audio.length());
  }

  /**
   * Ends the stream and closes what it was written to. Closing again does nothing.
   *
   * @throws AudioException {@code AUDIO_IO}
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      // The encoder still holds the end of the sound: silence pushes it out.
      do {
        Arrays.fill(frame, filled, frame.length, (short) 0);
        packet();
      } while (packets * frame.length < samples + encoder.lookahead());
      ogg.setGranulePosition(samples * (POSITION_RATE / sampleRate) + preSkip);
      ogg.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void packet() {
    int length = encoder.encode(frame, 0, packet, 0);
    ogg.bufferPacket(new OpusAudioData(Arrays.copyOf(packet, length)).write());
    filled = 0;
    packets++;
  }

  private void page(long encoded) {
    ogg.setGranulePosition(encoded * (POSITION_RATE / sampleRate));
    try {
      ogg.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static AudioException unwritable(IOException e) {
    return AudioException.io("The Ogg stream cannot be written", e);
  }
}
