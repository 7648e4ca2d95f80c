package dev.ember.assembly.dex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ProfileStepTest {
  private static final int MIN_SDK = 26;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root = Path.of("");
  private Path mapping = Path.of("");
  private List<Path> dexes = List.of();

  @Before
  public void shrink() throws IOException {
    root = folder.getRoot().toPath();
    mapping = root.resolve("mapping.txt");
    Path framework =
        Jars.write(
            root.resolve("android.jar"), Map.of("android/A.class", Jars.emptyClass("android/A")));
    Path program =
        Jars.write(
            root.resolve("program.jar"),
            Map.of(
                "a/First.class", Jars.caller("a/First", "a/Second", "run"),
                "a/Second.class", Jars.caller("a/Second", "android/A", "method")));
    Path rules =
        Files.writeString(
            root.resolve("rules.pro"),
            "-keep,allowobfuscation class a.* { *; }\n-dontwarn android.A");
    try (Platform platform = Platform.of(framework)) {
      dexes =
          new ShrinkStep(platform, MIN_SDK, List.of(rules), startup("La/First;"))
              .run(
                  List.of(program),
                  null,
                  new ShrinkStep.Outputs(root.resolve("dex"), root.resolve("mapping.txt")));
    }
  }

  @Test
  public void run_startupClass_isInTheProfileUnderItsNewName() throws IOException {
    int methods = new ProfileStep(List.of(), startup("La/First;")).run(dexes, mapping, assets());

    assertThat(Files.readString(mapping)).contains("a.First -> ").doesNotContain("-> a.First");
    assertThat(methods).isPositive();
    assertThat(head("baseline.prof")).isEqualTo("pro\0" + "010\0");
    assertThat(head("baseline.profm")).isEqualTo("prm\0" + "002\0");
  }

  @Test
  public void closure_ofWhatR8HasMade_passesAndFindsWhatIsGone() throws IOException {
    Path framework = root.resolve("android.jar");
    Path allowed = Files.writeString(root.resolve("allowed.txt"), "# nothing\n");
    try (Platform platform = Platform.of(framework)) {
      ClosureStep closure = new ClosureStep(platform, AllowList.read(allowed));
      assertThatThrownBy(() -> closure.requireNoneBeside(dexes))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("1 references dangle after R8")
          .hasMessageContaining("android.A.method()");
    }
  }

  @Test
  public void run_librarysProfile_countsToo() throws IOException {
    Path library = Files.writeString(root.resolve("library.txt"), "HSPLa/Second;->**(**)**\n");
    StartupClasses first = startup("La/First;");

    int alone = new ProfileStep(List.of(), first).run(dexes, mapping, assets());
    int both =
        new ProfileStep(List.of(library, root.resolve("absent.txt")), first)
            .run(dexes, mapping, assets());

    assertThat(both).isGreaterThan(alone);
  }

  @Test
  public void run_classThatIsGone_fails() {
    assertThatThrownBy(
            () -> new ProfileStep(List.of(), startup("Lgone/Class;")).run(dexes, mapping, assets()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected a profile with methods");
  }

  @Test
  public void read_lineThatIsNoDescriptor_failsWithTheLine() throws IOException {
    Path file = Files.writeString(root.resolve("startup.txt"), "# first\nLa/B;\na.B\n");

    assertThatThrownBy(() -> StartupClasses.read(file)).hasMessageContaining("found \"a.B\"");
  }

  private Path assets() {
    return root.resolve("assets");
  }

  private String head(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(assets().resolve("dexopt").resolve(name));
    return new String(bytes, 0, 8, StandardCharsets.ISO_8859_1);
  }

  private StartupClasses startup(String descriptor) throws IOException {
    return StartupClasses.read(
        Files.writeString(root.resolve("startup-" + descriptor.hashCode()), descriptor + "\n"));
  }
}
