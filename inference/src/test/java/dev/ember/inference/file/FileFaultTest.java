package dev.ember.inference.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class FileFaultTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void requireNoFolder_aFolderIsRead_isRefusedByItsName() {
    Path folder = temporary.getRoot().toPath();
    List<ThrowingCallable> readers =
        List.of(
            () -> Utf8File.read(folder),
            () -> Bundle.open(folder),
            () -> SafetensorsFile.open(folder));
    for (ThrowingCallable reader : readers) {
      assertThatThrownBy(reader)
          .isInstanceOf(IOException.class)
          .hasMessage(folder + ": expected a file but found a folder");
    }
  }
}
