package coda.voice.server.tls;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * Makes PKCS#8, the only form of private keys that the JDK reads, of the two older ones that tools
 * still write: PKCS#1 for RSA (RFC 8017, A.1.2) and SEC 1 for EC (RFC 5915). PKCS#8 (RFC 5958) is
 * the same bytes in an envelope that says which kind of key it is, and on which curve; that stands
 * in the public key of the certificate as well (RFC 5280, 4.1), and is taken from there.
 */
final class KeyEncoding {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private KeyEncoding() {}

  /**
   * The envelope.
   *
   * @param bare the key in PKCS#1 or SEC 1
   * @param certified the public key that belongs to it
   */
  static byte[] pkcs8(byte[] bare, PublicKey certified) {
    byte[] known = certified.getEncoded();
    int algorithm = headerLength(known, 0);
    int end = algorithm + headerLength(known, algorithm) + contentLength(known, algorithm);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(VERSION_0);
    content.writeBytes(Arrays.copyOfRange(known, algorithm, end));
    content.writeBytes(element(OCTETS, bare));
    return element(SEQUENCE, content.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static int headerLength(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    return first < 0x80 ? 2 : 2 + (first & 0x7F);
  }

  private static int contentLength(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7F); i++) {
      length = length << 8 | der[at + 2 + i] & 0xFF;
    }
    return length;
  }
}
