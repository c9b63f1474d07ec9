package coda.voice.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Connects to servers of tools, as far as whoever runs this server allows it. May be used from any
 * thread; nothing blocks.
 */
public interface ToolServers {
  /** Allows none. */
  ToolServers NONE =
      new ToolServers() {
        @Override
        public void check(Address address) {
          throw ToolServerException.refused(
              "no tool servers are allowed; see realtime.mcp.servers");
        }

        @Override
        public CompletableFuture<ToolServer> open(Address address) {
          try {
            check(address);
            throw new IllegalStateException("none is allowed");
          } catch (ToolServerException e) {
            return CompletableFuture.failedFuture(e);
          }
        }
      };

  /**
   * Whether a server may be connected to at all.
   *
   * @param address of the server
   * @throws ToolServerException {@code TOOL_SERVER_REFUSED}, with a message that clients may read
   */
  void check(Address address);

  /**
   * Connects, and asks what is offered.
   *
   * @param address of the server
   * @return the connection; or a {@link ToolServerException}: what {@link #check} throws, or what
   *     went wrong
   */
  CompletableFuture<ToolServer> open(Address address);

  /**
   * Where a server is, and what it is told about us. Its text says nothing of the secrets.
   *
   * @param url {@code http} or {@code https}
   * @param authorization a bearer token; a secret
   * @param headers sent with every request; may hold secrets
   */
  record Address(String url, Optional<String> authorization, Map<String, String> headers) {
    /** Copies the headers. */
    public Address {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Address[" + url + "]";
    }
  }
}
