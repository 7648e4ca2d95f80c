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

public final class ShrinkStepTest {

  private static final int MIN_SDK = 26;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root = Path.of("");
  private Path framework = Path.of("");

  @Before
  public void setUp() throws IOException {
    root = folder.getRoot().toPath();
    framework = jar("android.jar", Map.of("android/A.class", Jars.emptyClass("android/A")));
  }

  @Test
  public void run_classThatNothingReaches_isLeftOutAndTheKeptOneIsThere() throws IOException {
    Path program =
        jar(
            "program.jar",
            Map.of(
                "a/Kept.class", Jars.emptyClass("a/Kept"),
                "a/Unused.class", Jars.emptyClass("a/Unused")));

    byte[] dex = shrink(program, "-keep class a.Kept");

    assertThat(new String(dex, StandardCharsets.ISO_8859_1))
        .contains("La/Kept;")
        .doesNotContain("Unused");
  }

  @Test
  public void run_rulesInsideAJar_hold() throws IOException {
    Path program =
        jar(
            "program.jar",
            Map.of(
                "a/Kept.class", Jars.emptyClass("a/Kept"),
                "META-INF/proguard/a.pro", "-keep class a.Kept".getBytes(StandardCharsets.UTF_8)));

    assertThat(new String(shrink(program, ""), StandardCharsets.ISO_8859_1)).contains("La/Kept;");
  }

  @Test
  public void run_reachedClassThatNobodyHas_fails() throws IOException {
    Path program = jar("program.jar", Map.of("a/A.class", Jars.caller("a/A", "gone/B", "method")));

    assertThatThrownBy(() -> shrink(program, "-keep class a.A { *; }"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot shrink");
  }

  @Test
  public void run_renamedClass_isInTheMapping() throws IOException {
    Path program = jar("program.jar", Map.of("a/Kept.class", Jars.emptyClass("a/Kept")));

    shrink(program, "-keep,allowobfuscation class a.Kept");

    assertThat(Files.readString(root.resolve("mapping.txt"))).contains("a.Kept ->");
  }

  @Test
  public void run_classThatIsToBeLeftOut_isFoundUnderBothNames() throws IOException {
    Path program =
        jar(
            "program.jar",
            Map.of(
                "a/Kept.class", Jars.saying("a/Kept", "kept"),
                "http/Client.class", Jars.saying("http/Client", "sent")));
    LeftOut http = new LeftOut(List.of("http."));

    shrink(program, "-keep class a.Kept { *; }");
    http.requireNoneIn(root.resolve("mapping.txt"));

    for (String keep : List.of("-keep", "-keep,allowobfuscation")) {
      shrink(program, keep + " class http.Client { *; }");
      assertThatThrownBy(() -> http.requireNoneIn(root.resolve("mapping.txt")))
          .hasMessage("expected no class http.* but R8 has kept 1, among them http.Client");
    }
  }

  @Test
  public void run_classesOfTheStart_areInTheFirstDexFileAndOthersAreNot() throws IOException {
    Path program =
        jar(
            "program.jar",
            Map.of(
                "a/First.class", Jars.saying("a/First", "at the start"),
                "a/Later.class", Jars.saying("a/Later", "later")));
    StartupClasses start = new StartupClasses(Path.of("startup.txt"), List.of("La/First;"));

    List<Path> dexes = shrink(program, "-keep class a.* { *; }", start);

    assertThat(dexes).hasSize(2);
    assertThat(text(dexes.get(0))).contains("La/First;").doesNotContain("La/Later;");
    assertThat(text(dexes.get(1))).contains("La/Later;").doesNotContain("La/First;");
  }

  @Test
  public void requireMemory_smallHeap_saysWhatToSet() {
    assertThatThrownBy(() -> ShrinkStep.requireMemory(1 << 30))
        .hasMessage("R8 needs a heap of 1400 MiB but has 1024 MiB: MAVEN_OPTS=-Xmx2g");
  }

  private byte[] shrink(Path program, String rule) throws IOException {
    List<Path> dexes = shrink(program, rule, StartupClasses.none());
    assertThat(dexes).hasSize(1);
    return Files.readAllBytes(dexes.get(0));
  }

  private List<Path> shrink(Path program, String rule, StartupClasses start) throws IOException {
    Path rules = Files.writeString(root.resolve("rules.pro"), rule);
    try (Platform platform = Platform.of(framework)) {
      return new ShrinkStep(platform, MIN_SDK, List.of(rules, root.resolve("absent.pro")), start)
          .run(
              List.of(program),
              null,
              new ShrinkStep.Outputs(root.resolve("dex"), root.resolve("mapping.txt")));
    }
  }

  private static String text(Path dex) throws IOException {
    return new String(Files.readAllBytes(dex), StandardCharsets.ISO_8859_1);
  }

  private Path jar(String file, Map<String, byte[]> entries) throws IOException {
    return Jars.write(root.resolve(file), entries);
  }
}
