package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DoubleData;
import edu.cmu.sphinx.frontend.util.DataUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives several searches the very same feature objects.
 *
 * <p>The acoustic model caches a senone's score per feature object, so searches that advance frame
 * by frame together pay for each score once.
 */
final class FeatureTee {
  private final BaseDataProcessor source;
  private final List<Outlet> outlets = new ArrayList<>();

  FeatureTee(BaseDataProcessor source) {
    this.source = source;
  }

  /** One more reader; it sees everything from now on. */
  Outlet outlet() {
    Outlet outlet = new Outlet();
    outlets.add(outlet);
    return outlet;
  }

  /** Forgets what somebody has not read. */
  void clear() {
    outlets.forEach(outlet -> outlet.waiting.clear());
  }

  private @Nullable Data pull(Outlet reader) {
    Data data = source.getData();
    if (data == null) {
      return null;
    }
    Data shared = data instanceof DoubleData frame ? DataUtil.DoubleData2FloatData(frame) : data;
    for (Outlet outlet : outlets) {
      if (outlet != reader) {
        outlet.waiting.add(shared);
      }
    }
    return shared;
  }

  /** One reader. */
  final class Outlet extends BaseDataProcessor {
    private final ArrayDeque<Data> waiting = new ArrayDeque<>();

    /** What another reader has pulled and this one not read yet, or null. */
    @Nullable Data poll() {
      return waiting.poll();
    }

    @Override
    public @Nullable Data getData() {
      Data next = waiting.poll();
      return next != null ? next : pull(this);
    }
  }
}
