package coda.voice.server.config;

import coda.voice.gateway.http.AddressRange;
import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules of those who are let in: proxies that can be told, thresholds that are apart. */
final class GateChecks {
  private static final String PROXIES = "security.trusted_proxies";
  private static final String OVERLOAD = "server.load.overload";
  private static final String RECOVERY = "server.load.recovery";

  private GateChecks() {}

  static List<ConfigProblem> check(Map<String, Object> values, Map<String, Value> written) {
    List<ConfigProblem> problems = new ArrayList<>();
    if (values.get(PROXIES) instanceof List<?> proxies) {
      for (Object proxy : proxies) {
        try {
          AddressRange.of(proxy.toString());
        } catch (IllegalArgumentException e) {
          problems.add(
              new ConfigProblem(
                  PROXIES,
                  "names '" + proxy + "': " + e.getMessage(),
                  origin(written.get(PROXIES))));
        }
      }
    }
    if (values.get(RECOVERY) instanceof Double recovery
        && values.get(OVERLOAD) instanceof Double overload
        && recovery >= overload) {
      problems.add(
          new ConfigProblem(
              RECOVERY,
              "is " + recovery + "; allowed is less than " + OVERLOAD + ", which is " + overload,
              origin(written.getOrDefault(RECOVERY, written.get(OVERLOAD)))));
    }
    return problems;
  }

  private static String origin(@org.jspecify.annotations.Nullable Value set) {
    return set == null ? "default" : set.origin();
  }
}
