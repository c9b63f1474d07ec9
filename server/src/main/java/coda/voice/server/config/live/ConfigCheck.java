package coda.voice.server.config.live;

import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigProblem;
import java.util.List;

/** A check that only a running server can make, for example against its engines. */
@FunctionalInterface
public interface ConfigCheck {
  /**
   * What is wrong.
   *
   * @param config right by itself
   * @return nothing when it may become current
   */
  List<ConfigProblem> problems(CodaConfig config);
}
