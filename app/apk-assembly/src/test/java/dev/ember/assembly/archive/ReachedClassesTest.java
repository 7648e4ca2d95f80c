package dev.ember.assembly.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ReachedClassesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void of_library_areThoseNamedAndWhatTheyName() throws IOException {
    Path app = jar("app.jar", Map.of("x/App.class", Jars.caller("x/App", "a/A", "run")));
    Path library =
        jar(
            "library.jar",
            Map.of(
                "a/A.class", Jars.caller("a/A", "a/b/B", "run"),
                "a/b/B.class", Jars.constructed("a/b/B", "ILc/Taken;J"),
                "c/Taken.class", Jars.caller("c/Taken", "a/A", "run"),
                "a/b/Unasked.class", Jars.caller("a/b/Unasked", "a/A", "run"),
                "META-INF/versions/11/a/A.class", Jars.emptyClass("a/A"),
                "a/table.txt", new byte[9]));
    ReachedClasses reached = ReachedClasses.of(library, List.of(app));
    assertThat(reached.names()).containsExactly("a/A", "a/b/B", "c/Taken");
    Path written = folder.getRoot().toPath().resolve("reached.jar");
    reached.writeJar(written);
    try (ZipFile zip = new ZipFile(written.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("a/A.class", "a/b/B.class", "c/Taken.class");
    }
  }

  @Test
  public void of_nameInAString_isReached() throws IOException {
    Path app = jar("app.jar", Map.of("x/App.class", Jars.saying("x/App", "a.b.ByName")));
    Path library = jar("library.jar", Map.of("a/b/ByName.class", Jars.emptyClass("a/b/ByName")));
    assertThat(ReachedClasses.of(library, List.of(app)).names()).containsExactly("a/b/ByName");
  }

  @Test
  public void of_classThatNamesNothingOfIt_isNotFollowed() throws IOException {
    Path app =
        jar(
            "app.jar",
            Map.of(
                "x/App.class", Jars.caller("x/App", "a/b/A", "run"),
                "x/Other.class", Jars.caller("x/Other", "a/c/B", "run")));
    Path library =
        jar(
            "library.jar",
            Map.of(
                "a/b/A.class", Jars.emptyClass("a/b/A"),
                "a/b/Ab.class", Jars.emptyClass("a/b/Ab")));
    assertThat(ReachedClasses.of(library, List.of(app)).names()).containsExactly("a/b/A");
  }

  @Test
  public void of_libraryWithoutClasses_areNone() throws IOException {
    Path app = jar("app.jar", Map.of("x/App.class", Jars.caller("x/App", "a/A", "run")));
    Path library = jar("library.jar", Map.of("a/table.txt", new byte[9]));
    assertThat(ReachedClasses.of(library, List.of(app)).names()).isEmpty();
  }

  private Path jar(String name, Map<String, byte[]> entries) throws IOException {
    return Jars.write(folder.getRoot().toPath().resolve(name), entries);
  }
}
