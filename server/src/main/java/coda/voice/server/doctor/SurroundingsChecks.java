package coda.voice.server.doctor;

import coda.voice.server.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/** The port and the audio devices. */
final class SurroundingsChecks {
  private static final AudioFormat SPEECH = new AudioFormat(16_000, 16, 1, true, false);

  private SurroundingsChecks() {}

  static Finding port(ServerConfig server) {
    String name = server.host() + ":" + server.port();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(server.host()), server.port()));
      return Finding.ok("network", name, "free");
    } catch (IOException e) {
      return Finding.warning(
          "network", name, "cannot listen there (" + e.getMessage() + "); choose another --port");
    }
  }

  static List<Finding> audioDevices() {
    return List.of(
        devices("microphone", TargetDataLine.class, "talk --mic does not work"),
        devices("loudspeaker", SourceDataLine.class, "--play does not work; replies can be saved"));
  }

  private static Finding devices(String name, Class<? extends DataLine> kind, String without) {
    DataLine.Info wanted = new DataLine.Info(kind, SPEECH);
    String found =
        Arrays.stream(AudioSystem.getMixerInfo())
            .filter(mixer -> AudioSystem.getMixer(mixer).isLineSupported(wanted))
            .map(Mixer.Info::getName)
            .collect(Collectors.joining(", "));
    return found.isEmpty()
        ? Finding.missing("audio", name, "none on this machine; " + without)
        : Finding.ok("audio", name, found);
  }
}
