package coda.voice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir private Path folder;

  @Test
  void shouldSayWhichFileHoldsNobodyToTrust() throws IOException {
    Path missing = folder.resolve("missing.pem");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "trust me");

    for (Path file : new Path[] {missing, empty, nonsense}) {
      ClientException e = catchThrowableOfType(ClientException.class, () -> Trust.in(file));

      assertThat(e.error()).isEqualTo(ClientError.CLIENT_TRUST_INVALID);
      assertThat(e).hasMessageContaining(file.toString());
    }
  }
}
