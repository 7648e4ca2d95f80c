package dev.ember.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class DebugCodeTest {

  private static final int MIN_SDK = 26;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final DebugCode code = new DebugCode();
  private Path root = Path.of("");
  private Path framework = Path.of("");

  @Before
  public void setUp() throws IOException {
    root = folder.getRoot().toPath();
    framework = jar("android.jar", "android/A", Jars.emptyClass("android/A"));
  }

  @Test
  public void dexes_sameJarsElsewhere_areThoseOfTheFirst() throws IOException {
    List<Path> first = dexes(jar("one.jar", "a/A", Jars.emptyClass("a/A")), "", "first");

    List<Path> second = dexes(jar("copy.jar", "a/A", Jars.emptyClass("a/A")), "", "second");

    assertThat(second).isEqualTo(first).isNotEmpty();
    assertThat(root.resolve("second")).doesNotExist();
  }

  @Test
  public void dexes_otherJar_areItsOwn() throws IOException {
    dexes(jar("one.jar", "a/A", Jars.emptyClass("a/A")), "", "first");

    List<Path> second = dexes(jar("two.jar", "a/B", Jars.emptyClass("a/B")), "", "second");

    assertThat(second).containsExactly(root.resolve("second/classes.dex"));
  }

  @Test
  public void dexes_reference_isTracedUnderEachListOfItsOwn() throws IOException {
    Path jar = jar("one.jar", "a/A", Jars.caller("a/A", "gone/Lost", "run"));
    dexes(jar, "gone.*", "first");

    assertThatThrownBy(() -> dexes(jar, "", "second"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gone.Lost.run()");
    assertThatThrownBy(() -> dexes(jar, "", "third")).hasMessageContaining("gone.Lost.run()");
  }

  private List<Path> dexes(Path jar, String allowed, String out) throws IOException {
    Path list = Files.writeString(root.resolve("dangling.allow"), allowed);
    return code.dexes(
        new DebugCode.Code(List.of(jar), List.of(), list, framework, MIN_SDK),
        root.resolve("cache"),
        root.resolve(out));
  }

  private Path jar(String file, String type, byte[] bytes) throws IOException {
    return Jars.write(root.resolve(file), Map.of(type + ".class", bytes));
  }
}
