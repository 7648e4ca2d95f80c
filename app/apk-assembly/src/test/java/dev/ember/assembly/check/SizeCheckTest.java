package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.archive.ZipWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SizeCheckTest {
  private static final int MODEL_BYTES = 5_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path apk = Path.of("");

  @Before
  public void writeApk() throws IOException {
    apk = folder.getRoot().toPath().resolve("test.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      writer.store("assets/a.ember", new byte[MODEL_BYTES]);
      writer.store("lib/x86_64/liba.so", new byte[100]);
    }
  }

  @Test
  public void faults_modelAlone_isNotCounted() throws IOException {
    assertThat(new SizeCheck(MODEL_BYTES).faults(ApkFile.read(apk))).isEmpty();
  }

  @Test
  public void faults_oneByteTooMany_saysHowMany() throws IOException {
    long bytes = Files.size(apk) - MODEL_BYTES;

    assertThat(new SizeCheck(bytes).faults(ApkFile.read(apk))).isEmpty();
    assertThat(new SizeCheck(bytes - 1).faults(ApkFile.read(apk)))
        .containsExactly(
            "expected at most " + (bytes - 1) + " bytes beside the models but found " + bytes);
  }
}
