package dev.ember.assembly.dex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    Path cached = cached().get(0);
    Path mark = Files.createFile(cached.resolve("mark")); // gone if it is made anew

    dex(List.of(one, jar("two.jar", "b/B")), MIN_SDK);

    assertThat(cached()).contains(cached).hasSize(2);
    assertThat(mark).exists();
  }

  @Test
  public void run_cachedDexThatIsCut_isCompiledAgain() throws IOException {
    Path one = jar("one.jar", "a/A");
    dex(List.of(one), MIN_SDK);
    Path classes = new IntermediateDex(cached().get(0)).classes();
    byte[] whole = Files.readAllBytes(classes);
    Files.write(classes, new byte[0]);

    dex(List.of(one), MIN_SDK);

    assertThat(classes).hasBinaryContent(whole);
  }

  @Test
  public void prune_moreThanAreKept_deletesWhatWasUsedLongestAgo() throws IOException {
    Path cache = Files.createDirectories(root.resolve("cache"));
    Path old = entry("old", 300);
    Path used = entry("used", 200);
    Path partialOfNow = entry("partial-now", 0);
    Path partialOfYesterday = entry("partial-before", 86_400);

    try (Platform platform = Platform.of(framework)) {
      new DexCache(cache, platform, MIN_SDK, 1).prune();
    }

    assertThat(used).exists();
    assertThat(partialOfNow).as("a build that runs at once").exists();
    assertThat(old).doesNotExist();
    assertThat(partialOfYesterday).doesNotExist();
  }

  @Test
  public void run_sameJarForAnotherMinimum_isCompiledAgain() throws IOException {
    Path one = jar("one.jar", "a/A");
    dex(List.of(one), MIN_SDK);

    dex(List.of(one), MIN_SDK + 1);

    assertThat(cached()).hasSize(2);
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

  private List<Path> cached() throws IOException {
    try (Stream<Path> entries = Files.list(root.resolve("cache"))) {
      return entries.sorted().toList();
    }
  }

  private Path entry(String name, int secondsAgo) throws IOException {
    Path entry = Files.createDirectories(root.resolve("cache").resolve(name));
    Files.writeString(entry.resolve("classes.zip"), name);
    Instant time = Instant.now().minusSeconds(secondsAgo);
    return Files.setLastModifiedTime(entry, FileTime.from(time));
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
