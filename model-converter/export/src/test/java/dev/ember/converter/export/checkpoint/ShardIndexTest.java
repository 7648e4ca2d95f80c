package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public final class ShardIndexTest {
  private static final List<Path> FOLDERS =
      List.of(Path.of("/"), Path.of("/some/model"), Path.of("model/.."), Path.of("."), Path.of(""));

  @Test
  public void isFileName_ofAFileInTheFolder_isTrue() {
    for (Path folder : FOLDERS) {
      for (String name : List.of("model-00001-of-00002.safetensors", ".hidden", "...", "a b")) {
        assertThat(ShardIndex.isFileName(folder, name)).as("%s in %s", name, folder).isTrue();
      }
    }
  }

  @Test
  public void isFileName_ofTheFolderOrElsewhereOrOfNone_isFalse() {
    List<String> names =
        List.of("", ".", "..", "a/b", "a/", "/a", "./a", "a/../b", "a\\b", "a\0b", "\ud800");
    for (Path folder : FOLDERS) {
      for (String name : names) {
        assertThat(ShardIndex.isFileName(folder, name)).as("%s in %s", name, folder).isFalse();
      }
    }
  }
}
