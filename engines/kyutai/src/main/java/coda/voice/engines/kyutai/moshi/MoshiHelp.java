package coda.voice.engines.kyutai.moshi;

/** How to get a Moshi, for messages. */
final class MoshiHelp {
  static final String RUN_ONE =
      "Run one with 'pip install moshi' and 'python -m moshi.server' (port 8998), or run"
          + " moshi-backend (port 8998, TLS), and set engines.moshi.urls to its address, for example "
          + MoshiSettings.DEFAULT_URL;

  private MoshiHelp() {}
}
