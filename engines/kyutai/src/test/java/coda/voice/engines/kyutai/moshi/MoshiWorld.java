package coda.voice.engines.kyutai.moshi;

import coda.voice.engine.DuplexModel.DuplexRequest;
import coda.voice.engine.DuplexModel.DuplexStream;
import coda.voice.engine.EngineContext;
import coda.voice.testkit.conformance.DuplexRecorder;
import coda.voice.testkit.peers.moshi.MoshiManner;
import coda.voice.testkit.peers.moshi.ScriptedMoshi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Servers and an engine for one test. */
final class MoshiWorld implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ScriptedMoshi> servers = new ArrayList<>();
  private final List<MoshiDuplexModel> engines = new ArrayList<>();
  private final Map<String, String> settings =
      new HashMap<>(Map.of("handshake_ms", "5000", "silence_ms", "10000"));

  ScriptedMoshi server(MoshiManner manner) throws IOException {
    ScriptedMoshi server = new ScriptedMoshi(manner);
    servers.add(server);
    settings.put(
        "urls", servers.stream().map(s -> s.uri().toString()).collect(Collectors.joining(",")));
    return server;
  }

  MoshiWorld set(String key, Object value) {
    settings.put(key, value.toString());
    return this;
  }

  EngineContext context() {
    return new EngineContext(settings, threads, threads);
  }

  MoshiDuplexModel engine() {
    MoshiDuplexModel engine = new MoshiDuplexModel(context());
    engines.add(engine);
    return engine;
  }

  static DuplexStream open(MoshiDuplexModel engine, DuplexRecorder recorder) {
    return engine.open(new DuplexRequest("test", "en", ""), recorder);
  }

  @Override
  public void close() {
    engines.forEach(MoshiDuplexModel::close);
    servers.forEach(ScriptedMoshi::close);
    threads.close();
  }
}
