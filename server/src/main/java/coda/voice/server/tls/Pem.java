package coda.voice.server.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what it says it is: {@code CERTIFICATE}
 * @param bytes what it holds
 */
record Pem(String label, byte[] bytes) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]*)-----END \\1-----");
  private static final int LINE = 64;

  /**
   * All blocks of a file; what stands around them is passed over, as RFC 7468 wants it.
   *
   * @param file its bytes
   * @throws IllegalArgumentException when a block is not Base64
   */
  static List<Pem> blocks(byte[] file) {
    return BLOCK
        .matcher(new String(file, ISO_8859_1))
        .results()
        .map(found -> new Pem(found.group(1), decoded(found.group(2))))
        .toList();
  }

  /** Older files have headers before the Base64; only encrypted ones mean anything by them. */
  private static byte[] decoded(String text) {
    int headers = text.lastIndexOf(':');
    int begin = headers < 0 ? 0 : text.indexOf('\n', headers);
    return Base64.getMimeDecoder().decode(begin < 0 ? "" : text.substring(begin));
  }

  /** The block as it is written to a file. */
  String text() {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
