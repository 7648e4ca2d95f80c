package dev.ember.assembly.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ClassFolderTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void compiledFrom_sourceAmongOthers_takesItsClassesOnly() throws IOException {
    file("sources/p/Shared.java");
    file("classes/p/Shared.class");
    file("classes/p/Shared$Inner.class");
    file("classes/p/SharedNot.class");
    file("classes/p/deeper/Shared.class");

    ClassFolder chosen = ClassFolder.compiledFrom(path("sources"), path("classes"));

    assertThat(chosen.files())
        .containsExactly(path("classes/p/Shared$Inner.class"), path("classes/p/Shared.class"));
  }

  @Test
  public void compiledFrom_sourceWithoutClass_fails() throws IOException {
    file("sources/p/Shared.java");

    assertThatThrownBy(() -> ClassFolder.compiledFrom(path("sources"), path("classes")))
        .hasMessageContaining("expected the class of " + path("sources/p/Shared.java"));
  }

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private void file(String name) throws IOException {
    Files.createDirectories(path(name).getParent());
    Files.write(path(name), new byte[0]);
  }
}
