package dev.ember.assembly.dex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.archive.FileTree;
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

public final class DexStepTest {

  private static final int MIN_SDK = 26;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root = Path.of("");
  private Path framework = Path.of("");

  @Before
  public void setUp() throws IOException {
    root = folder.getRoot().toPath();
    framework = jar("android.jar", "android/A");
  }

  @Test
  public void run_jarSeenBefore_isNotCompiledAgain() throws IOException {
    Path one = jar("one.jar", "a/A");
    dex(List.of(one), MIN_SDK);
    List<Path> cached = FileTree.files(root.resolve("cache"));

    dex(List.of(one, jar("two.jar", "b/B")), MIN_SDK);

    assertThat(FileTree.files(root.resolve("cache"))).containsAll(cached).hasSize(2);
  }

  @Test
  public void run_sameJarForAnotherMinimum_isCompiledAgain() throws IOException {
    Path one = jar("one.jar", "a/A");
    dex(List.of(one), MIN_SDK);

    dex(List.of(one), MIN_SDK + 1);

    assertThat(FileTree.files(root.resolve("cache"))).hasSize(2);
  }

  @Test
  public void run_classInTwoJars_fails() throws IOException {
    List<Path> jars = List.of(jar("one.jar", "a/A"), jar("two.jar", "a/A"));

    assertThatThrownBy(() -> dex(jars, MIN_SDK)).hasMessageContaining("cannot merge");
  }

  @Test
  public void run_brokenClass_failsWithTheJar() throws IOException {
    Path jar = Jars.write(root.resolve("one.jar"), Map.of("a/A.class", new byte[] {1, 2, 3}));

    assertThatThrownBy(() -> dex(List.of(jar), MIN_SDK)).hasMessageContaining("cannot dex " + jar);
    assertThat(Files.exists(root.resolve("dex"))).isFalse();
  }

  @Test
  public void run_minimumThatNeedsAClassPath_isRefused() throws IOException {
    Path jar = jar("one.jar", "a/A");

    assertThatThrownBy(() -> dex(List.of(jar), 23))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a minimum of API 24 but it is 23");
  }

  private void dex(List<Path> jars, int minSdk) throws IOException {
    try (Platform platform = Platform.of(framework)) {
      new DexStep(root.resolve("cache"), platform, minSdk).run(jars, root.resolve("dex"));
    }
  }

  private Path jar(String file, String type) throws IOException {
    return Jars.write(root.resolve(file), Map.of(type + ".class", Jars.emptyClass(type)));
  }
}
