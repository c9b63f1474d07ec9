package coda.voice.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.VoiceServer;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.demo.DemoEngines.Hummer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("speaks in real time")
class DemoTest {
  @TempDir Path folder;

  private static DemoResult demo(List<String> understood, StringWriter out) throws Exception {
    EngineRegistry registry = DemoEngines.registry(understood);
    CodaConfig config =
        new ConfigLoader(registry)
            .load(
                ConfigSources.none()
                    .withOverrides(List.of("server.port=0", "storage.enabled=false")));
    try (VoiceServer server = VoiceServer.start(config, registry, "test")) {
      return new Demo(new PrintWriter(out, true)).talk(server.uri(), new Hummer());
    }
  }

  @Test
  void shouldTalkThroughTheScriptAndBeCutShortOnce() throws Exception {
    StringWriter out = new StringWriter();
    DemoResult result = demo(DemoScript.turns().stream().map(DemoTurn::says).toList(), out);

    result.print(new PrintWriter(out, true));
    assertThat(result.problems()).as(out.toString()).isEmpty();
    assertThat(out.toString()).contains("first audio", "interrupted", "median", "fell silent");
    Path file = folder.resolve("demo.wav");
    result.save(file);
    WavAudio audio = WavFile.read(file);
    assertThat(audio.channels()).isEqualTo(2);
    assertThat(audio.channel(0)).contains((short) 6_000 - 1);
    assertThat(result.json()).containsEntry("ok", true).containsKeys("median", "turns", "timeline");
  }

  @Test
  void shouldSayWhichTurnWentWrong() throws Exception {
    DemoResult result = demo(List.of("what time is it", "goodbye"), new StringWriter());
    assertThat(result.problems()).anyMatch(problem -> problem.startsWith("hello: the answer"));
    assertThat(result.json()).containsEntry("ok", false);
    assertThat(Map.copyOf(result.json())).isNotEmpty();
  }
}
