package coda.voice.testkit.peers.socket;

import java.io.IOException;

/** What a server does with one connection. */
@FunctionalInterface
public interface PeerScript {
  /**
   * Serves one HTTP request: {@linkplain PeerRequest#accept accepts} or {@linkplain
   * PeerRequest#refuse refuses} it and plays its part. Runs on a virtual thread of the connection,
   * which is closed when the script returns.
   *
   * @param request what the client asked for; nothing has been answered yet
   * @throws IOException when the client is gone; ends the connection and nothing else
   * @throws InterruptedException when the server closes while the script waits
   */
  void serve(PeerRequest request) throws IOException, InterruptedException;
}
