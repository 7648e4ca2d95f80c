package dev.ember.assembly.apk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class BundleAssetsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private List<Path> roots = List.of();

  @Before
  public void writeAppAndModel() throws IOException {
    roots = List.of(folder.newFolder("app").toPath(), folder.newFolder("model").toPath());
    write("app/catalogue.json");
    write("app/stages/1.ember");
    write("model/model.ember");
  }

  @Test
  public void requireOneModel_oneModelAndItsStages_passes() throws IOException {
    BundleAssets.requireOneModel(roots);
  }

  @Test
  public void requireOneModel_none_failsWithTheFolders() throws IOException {
    Files.delete(roots.get(1).resolve("model.ember"));

    assertThatThrownBy(() -> BundleAssets.requireOneModel(roots))
        .hasMessage(roots + ": expected a model.ember but found none");
  }

  @Test
  public void requireOneModel_anotherBundleAnywhere_failsByItsName() throws IOException {
    for (String name :
        List.of(
            "model/other.ember",
            "app/model.ember",
            "model/deep/model.ember",
            "app/stages/deep/2.ember")) {
      Path other = write(name);

      assertThatThrownBy(() -> BundleAssets.requireOneModel(roots))
          .hasMessageEndingWith(
              ": expected no bundle among the assets but one model.ember and stages/*.ember")
          .hasMessageContaining(other.getFileName().toString());
      Files.delete(other);
    }
  }

  private Path write(String name) throws IOException {
    Path file = folder.getRoot().toPath().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }
}
