package coda.voice.engines.kyutai.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The way to a server.
 *
 * @param address {@code ws} or {@code wss}
 * @param tls whom to believe, see {@link Trust}
 * @param connectMs how long TCP may take
 */
record Route(URI address, SSLContext tls, int connectMs) {
  private String host() {
    String host = address.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private boolean secure() {
    return address.getScheme().equals("wss");
  }

  private int port() {
    return address.getPort() >= 0 ? address.getPort() : secure() ? 443 : 80;
  }

  void connect(Socket tcp) throws IOException {
    tcp.setTcpNoDelay(true);
    tcp.connect(new InetSocketAddress(host(), port()), connectMs);
  }

  /** What is spoken over the connection: itself, or TLS that checks the server's name. */
  Socket secured(Socket tcp) throws IOException {
    if (!secure()) {
      return tcp;
    }
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, host(), port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** The host as a request names it. */
  String hostHeader() {
    return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
  }

  /** The path as a request names it. */
  String target() {
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
  }
}
