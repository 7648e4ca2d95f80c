package dev.ember.assembly.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.archive.ExplodedAar;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class RClassesTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root = Path.of("");

  @Before
  public void setUp() {
    root = folder.getRoot().toPath();
  }

  @Test
  public void write_library_hasItsNamesWithTheFinalIds() throws Exception {
    Path classes = write();

    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      Class<?> layout = loader.loadClass("lib.R$layout");
      assertThat(layout.getField("row").getInt(null)).isEqualTo(0x7f0b0001);
      assertThat(layout.getFields()).hasSize(1);
      assertThat(Modifier.isFinal(layout.getField("row").getModifiers()))
          .as("a constant that javac copies, so that R8 cannot see who uses the resource")
          .isFalse();
      Class<?> styleable = loader.loadClass("lib.R$styleable");
      assertThat(styleable.getField("View").get(null)).isEqualTo(new int[] {0x7f030000, 16});
      assertThat(styleable.getField("View_dotted_name").getInt(null)).isEqualTo(1);
    }
  }

  @Test
  public void write_application_hasEveryName() throws Exception {
    Path classes = write();

    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      Class<?> layout = loader.loadClass("app.R$layout");
      assertThat(layout.getField("main").getInt(null)).isEqualTo(0x7f0b0000);
      assertThat(layout.getField("row").getInt(null)).isEqualTo(0x7f0b0001);
      assertThat(loader.loadClass("app.R").getClasses()).contains(layout);
    }
  }

  @Test
  public void write_sameAgain_leavesTheTimesOfTheFiles() throws IOException {
    Path layout = write().resolve("lib/R$layout.class");
    FileTime before = FileTime.fromMillis(0);
    Files.setLastModifiedTime(layout, before);

    write();

    assertThat(Files.getLastModifiedTime(layout)).isEqualTo(before);
  }

  @Test
  public void read_lineOfAnotherForm_failsWithTheLine() throws IOException {
    Path file = Files.writeString(root.resolve("bad.txt"), "int layout\n");

    assertThatThrownBy(() -> Symbols.read(file)).hasMessageContaining("found \"int layout\"");
  }

  private Path write() throws IOException {
    Path linked =
        Files.writeString(
            root.resolve("R.txt"),
            """
            int layout main 0x7f0b0000
            int layout row 0x7f0b0001
            int[] styleable View { 0x7f030000, 0x10 }
            int styleable View_dotted_name 1
            """);
    Path library = Files.createDirectories(root.resolve("lib-1"));
    Files.writeString(library.resolve("AndroidManifest.xml"), "<manifest package='lib'/>");
    Files.writeString(
        library.resolve("R.txt"),
        """
        int layout row 0x0
        int layout dropped 0x0
        int[] styleable View { 0x0, 0x0 }
        int styleable View_dotted_name 1
        """);
    Path classes = root.resolve("classes");
    new RClasses(Symbols.read(linked)).write(List.of(new ExplodedAar(library)), "app", classes);
    return classes;
  }
}
