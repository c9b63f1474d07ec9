package coda.voice.audio.mp4;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;

import coda.voice.audio.AudioException;
import java.util.Optional;

/**
 * A track of an MP4 file with sound that is read.
 *
 * @param id its number
 * @param entry describes its sound
 * @param tables say where its packets are, but for those in fragments
 */
record Mp4Track(int id, Mp4Box entry, Mp4Box tables) {
  private static final int SOUND = 's' << 24 | 'o' << 16 | 'u' << 8 | 'n';

  /**
   * The first one.
   *
   * @param movie the box that describes all tracks
   * @throws AudioException {@code AUDIO_FORMAT_UNSUPPORTED} when there is none
   */
  static Mp4Track first(Mp4Box movie) {
    return movie
        .first(0, box -> box.type().equals("trak") && read(box).isPresent())
        .flatMap(Mp4Track::read)
        .orElseThrow(
            () ->
                new AudioException(
                    AUDIO_FORMAT_UNSUPPORTED, "The MP4 file has no sound that is AAC or Opus"));
  }

  private static Optional<Mp4Track> read(Mp4Box track) {
    if (track.find("mdia", "hdlr").filter(handler -> handler.int32(8) == SOUND).isEmpty()) {
      return Optional.empty();
    }
    Mp4Box header = track.need("tkhd");
    int id = header.int32(header.version() == 1 ? 20 : 12);
    Mp4Box tables = track.need("mdia", "minf", "stbl");
    return tables
        .need("stsd")
        .first(8, SoundEntry::reads)
        .map(entry -> new Mp4Track(id, entry, tables));
  }
}
