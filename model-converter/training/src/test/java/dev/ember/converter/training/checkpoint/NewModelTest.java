package dev.ember.converter.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class NewModelTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void withTokenizer_otherBytesThanUtf8_namesTheFile() throws IOException {
    Path root = folder.getRoot().toPath();
    Path file = Files.write(root.resolve("tokenizer.json"), new byte[] {'{', (byte) 0xFF});

    assertThatThrownBy(() -> NewModel.withTokenizer(root))
        .hasMessage(file + ": expected UTF-8 but found other bytes");
  }
}
