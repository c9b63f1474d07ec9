package coda.voice.audio.mp4;

/**
 * A fragment of an MP4 file (ISO 14496-12, section 8.8), as recorders write one after the other
 * while they record: where the packets of one track are in it.
 */
final class Fragment {
  private static final int TRACK_BASE = 0x1;
  private static final int TRACK_ENTRY = 0x2;
  private static final int TRACK_DURATION = 0x8;
  private static final int TRACK_SIZE = 0x10;

  private static final int RUN_OFFSET = 0x1;
  private static final int RUN_FIRST_FLAGS = 0x4;
  private static final int RUN_DURATION = 0x100;
  private static final int RUN_SIZE = 0x200;
  private static final int RUN_FLAGS = 0x400;
  private static final int RUN_TIME = 0x800;

  private final Mp4Box box;
  private final int trackId;
  private final int usualSize;
  private final Packets packets;
  private int size;
  private long base;
  private long at;
  private boolean over;

  private Fragment(Mp4Box box, int trackId, int usualSize, Packets packets) {
    this.box = box;
    this.trackId = trackId;
    this.usualSize = usualSize;
    this.packets = packets;
  }

  /**
   * How large packets are where no fragment says.
   *
   * @param movie the box that describes all tracks
   * @param trackId the track
   * @return bytes, 0 when that says nothing either
   */
  static int usualSize(Mp4Box movie, int trackId) {
    return movie
        .find("mvex")
        .flatMap(
            all -> all.first(0, each -> each.type().equals("trex") && each.int32(4) == trackId))
        .map(usual -> usual.count(16))
        .orElse(0);
  }

  /**
   * Gives the places of all packets.
   *
   * @param box the fragment
   * @param trackId the track
   * @param usualSize of its packets
   * @param packets takes the places
   */
  static void each(Mp4Box box, int trackId, int usualSize, Packets packets) {
    Fragment fragment = new Fragment(box, trackId, usualSize, packets);
    box.each(fragment::part);
  }

  private void part(Mp4Box part) {
    if (part.type().equals("traf") && !over) {
      Mp4Box header = part.need("tfhd");
      if (header.int32(4) == trackId) {
        begin(header);
        part.each(
            run -> {
              if (run.type().equals("trun") && !over) {
                run(run);
              }
            });
      }
    }
  }

  private void begin(Mp4Box header) {
    int flags = header.flags();
    int next = 8;
    base = box.start();
    if ((flags & TRACK_BASE) != 0) {
      base = header.int64(next);
      next += 8;
    }
    next += (flags & TRACK_ENTRY) != 0 ? 4 : 0;
    next += (flags & TRACK_DURATION) != 0 ? 4 : 0;
    size = (flags & TRACK_SIZE) != 0 ? header.count(next) : usualSize;
    at = base;
  }

  private void run(Mp4Box run) {
    int flags = run.flags();
    int count = run.count(4);
    int next = 8;
    if ((flags & RUN_OFFSET) != 0) {
      at = base + run.int32(next);
      next += 4;
    }
    next += (flags & RUN_FIRST_FLAGS) != 0 ? 4 : 0;
    int before = (flags & RUN_DURATION) != 0 ? 4 : 0;
    int own = (flags & RUN_SIZE) != 0 ? 4 : 0;
    int after = ((flags & RUN_FLAGS) != 0 ? 4 : 0) + ((flags & RUN_TIME) != 0 ? 4 : 0);
    for (int i = 0; i < count && !over; i++) {
      int length = own > 0 ? run.count(next + before) : size;
      over = !packets.next(at, length);
      at += length;
      next += before + own + after;
    }
  }
}
