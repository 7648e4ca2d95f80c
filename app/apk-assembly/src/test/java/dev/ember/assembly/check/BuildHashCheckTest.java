package dev.ember.assembly.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.archive.ZipWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class BuildHashCheckTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void faults_hash_isRight() throws IOException {
    assertThat(faults("assets/build.txt", "0123456789abcdef".repeat(4))).isEmpty();
  }

  @Test
  public void faults_otherWords_areSaid() throws IOException {
    assertThat(faults("assets/build.txt", "unknown"))
        .containsExactly("expected a SHA-256 in assets/build.txt but found \"unknown\"");
  }

  @Test
  public void faults_missing_isSaid() throws IOException {
    assertThat(faults("assets/catalogue.json", "{}"))
        .containsExactly("expected assets/build.txt but found none");
  }

  private List<String> faults(String name, String content) throws IOException {
    Path apk = folder.getRoot().toPath().resolve("test.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      writer.store(name, content.getBytes(UTF_8));
    }
    return new BuildHashCheck().faults(ApkFile.read(apk));
  }
}
