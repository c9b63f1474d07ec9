package coda.voice.engines.kyutai.moshi;

import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Opens {@code moshi}: full-duplex speech with Kyutai's Moshi, which runs in a server of its own.
 *
 * <p>Settings: {@code urls}, {@code sessions_per_server}, {@code ca}, {@code insecure}, {@code
 * handshake_ms}, {@code queue_ms}, {@code silence_ms}, {@code session_ms}, {@code languages}, and
 * the sampling parameters of the Rust backend. All are described, with defaults and ranges, in
 * docs/moshi.md.
 */
public final class MoshiProvider implements EngineProvider<DuplexModel> {
  private static final int KNOCK_MS = 500;

  /** Does nothing. */
  public MoshiProvider() {}

  @Override
  public Class<DuplexModel> kind() {
    return DuplexModel.class;
  }

  @Override
  public String name() {
    return MoshiDuplexModel.NAME;
  }

  @Override
  public String summary() {
    return "Kyutai Moshi, listens and speaks at the same time; needs a Moshi server";
  }

  /** Whether the settings are right and a port is open at one of the addresses, no more. */
  @Override
  public Availability availability(EngineContext context) {
    List<MoshiAddress> addresses;
    try {
      addresses = MoshiSettings.of(context).addresses();
    } catch (EngineException wrong) {
      return Availability.no(String.valueOf(wrong.getMessage()));
    }
    for (MoshiAddress address : addresses) {
      if (answers(address.chat())) {
        return Availability.yes("There is a server at " + address);
      }
    }
    return Availability.no(
        "no Moshi answers at "
            + addresses.stream().map(MoshiAddress::toString).collect(Collectors.joining(", "))
            + ". "
            + MoshiHelp.RUN_ONE);
  }

  private static boolean answers(URI chat) {
    int port = chat.getPort() > 0 ? chat.getPort() : chat.getScheme().equals("wss") ? 443 : 80;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(chat.getHost(), port), KNOCK_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public DuplexModel open(EngineContext context) {
    return new MoshiDuplexModel(context);
  }
}
