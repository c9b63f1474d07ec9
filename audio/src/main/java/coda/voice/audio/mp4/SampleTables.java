package coda.voice.audio.mp4;

/**
 * Where the packets of a track are, by the tables of ISO 14496-12, section 8.7: they lie one behind
 * the other in chunks. Nothing is believed of a table but what is there.
 */
final class SampleTables {
  private static final int ENTRY_OF_RUN = 12;

  private final Mp4Box runs;
  private final Mp4Box sizes;
  private final Mp4Box chunks;
  private final boolean far;
  private final int count;
  private final int sizeOfAll;

  /**
   * Reads the tables of a track.
   *
   * @param tables the box that holds them
   */
  SampleTables(Mp4Box tables) {
    this.runs = tables.need("stsc");
    this.sizes = tables.need("stsz");
    this.far = tables.find("stco").isEmpty();
    this.chunks = tables.need(far ? "co64" : "stco");
    this.sizeOfAll = sizes.count(4);
    this.count = sizes.count(8);
  }

  /** Gives the places of all packets. */
  void each(Packets packets) {
    int run = 0;
    int runCount = runs.count(4);
    int sample = 0;
    int chunkCount = chunks.count(4);
    for (int chunk = 0; chunk < chunkCount && sample < count; chunk++) {
      while (run + 1 < runCount && runs.count(8 + (run + 1) * ENTRY_OF_RUN) <= chunk + 1) {
        run++;
      }
      long at =
          far ? chunks.int64(8 + 8 * chunk) : Integer.toUnsignedLong(chunks.int32(8 + 4 * chunk));
      int last = (int) Math.min(count, (long) sample + runs.count(8 + run * ENTRY_OF_RUN + 4));
      for (; sample < last; sample++) {
        int size = sizeOfAll > 0 ? sizeOfAll : sizes.count(12 + 4 * sample);
        if (!packets.next(at, size)) {
          return;
        }
        at += size;
      }
    }
  }
}
