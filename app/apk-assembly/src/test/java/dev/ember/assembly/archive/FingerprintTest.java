package dev.ember.assembly.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class FingerprintTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void hex_fileBelowFolderChanged_differs() throws IOException {
    Path root = folder.newFolder("root").toPath();
    Path file = root.resolve("file");
    Files.writeString(file, "before");
    String before = new Fingerprint().add(root).hex();

    assertThat(new Fingerprint().add(root).hex()).isEqualTo(before);
    Files.writeString(file, "after");
    assertThat(new Fingerprint().add(root).hex()).isNotEqualTo(before);
  }

  @Test
  public void hex_textsSplitElsewhere_differs() {
    String one = new Fingerprint().add("ab").add("c").hex();

    assertThat(new Fingerprint().add("a").add("bc").hex()).isNotEqualTo(one);
  }
}
