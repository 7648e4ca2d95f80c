package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.archive.ZipWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class AlignmentCheckTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void faults_storedLibraryBehindAHeader_namesTheOffset() throws IOException {
    Path apk = folder.getRoot().toPath().resolve("test.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      writer.store("lib/x86_64/liba.so", new byte[1]);
    }

    // A local header of 30 bytes and a name of 18.
    assertThat(faults(apk))
        .containsExactly("lib/x86_64/liba.so begins at 48, expected a multiple of 16384");
  }

  @Test
  public void faults_storedAssetAtOddPlace_namesTheOffset() throws IOException {
    Path apk = folder.getRoot().toPath().resolve("test.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      writer.store("assets/a.ember", new byte[1]);
      writer.store("assets/abc.ember", new byte[1]);
    }

    assertThat(faults(apk))
        .containsExactly("assets/abc.ember begins at 91, expected a multiple of 4");
  }

  @Test
  public void faults_compressedResourceTable_saysSo() throws IOException {
    Path apk = folder.getRoot().toPath().resolve("test.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      writer.deflate("resources.arsc", new byte[1]);
    }

    assertThat(faults(apk)).hasSize(1);
  }

  private static List<String> faults(Path apk) throws IOException {
    return new AlignmentCheck().faults(ApkFile.read(apk));
  }
}
