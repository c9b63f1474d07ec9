package coda.voice.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form with a file, as HTTP clients make it. */
final class FormBody {
  static final String TYPE = "multipart/form-data; boundary=xyz";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  FormBody field(String name, String value) {
    return text("--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
        .text(value + "\r\n");
  }

  FormBody file(String name, byte[] bytes) {
    text("--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"a.bin\"\r\n");
    text("Content-Type: application/octet-stream\r\n\r\n");
    out.writeBytes(bytes);
    return text("\r\n");
  }

  FormBody text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  byte[] end() {
    return text("--xyz--\r\n").out.toByteArray();
  }

  byte[] unfinished() {
    return out.toByteArray();
  }
}
