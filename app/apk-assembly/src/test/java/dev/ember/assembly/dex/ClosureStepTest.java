package dev.ember.assembly.dex;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ClosureStepTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void run_everythingDefined_passes() throws IOException {
    Path jar =
        jar(
            "app.jar",
            Map.of(
                "a/A.class", Jars.caller("a/A", "a/B", "run"),
                "a/B.class", Jars.caller("a/B", "java/lang/System", "gc")));

    assertThatCode(() -> run(List.of(jar), List.of(), List.of())).doesNotThrowAnyException();
  }

  @Test
  public void run_missingClass_failsWithItsName() throws IOException {
    Path jar = jar("app.jar", Map.of("a/A.class", Jars.caller("a/A", "gone/Lost", "run")));

    assertThatThrownBy(() -> run(List.of(jar), List.of(), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gone.Lost.run()");
  }

  @Test
  public void run_missingMethodOfPresentClass_failsWithItsName() throws IOException {
    Path jar =
        jar(
            "app.jar",
            Map.of(
                "a/A.class", Jars.caller("a/A", "a/B", "absent"),
                "a/B.class", Jars.emptyClass("a/B")));

    assertThatThrownBy(() -> run(List.of(jar), List.of(), List.of()))
        .hasMessageContaining("a.B.absent()");
  }

  @Test
  public void run_desktopOnlyClassOfTheJdk_fails() throws IOException {
    Path jar = jar("app.jar", Map.of("a/A.class", Jars.caller("a/A", "java/beans/Beans", "x")));

    assertThatThrownBy(() -> run(List.of(jar), List.of(), List.of()))
        .hasMessageContaining("java.beans.Beans");
  }

  @Test
  public void run_missingButAllowed_passes() throws IOException {
    Path jar = jar("app.jar", Map.of("a/A.class", Jars.caller("a/A", "gone/Lost", "run")));

    assertThatCode(() -> run(List.of(jar), List.of(), List.of("gone.*")))
        .doesNotThrowAnyException();
  }

  @Test
  public void run_definedByTheInstalledApk_passes() throws IOException {
    Path test = jar("test.jar", Map.of("t/T.class", Jars.caller("t/T", "a/B", "run")));
    Path app = jar("app.jar", Map.of("a/B.class", Jars.caller("a/B", "java/lang/System", "gc")));

    assertThatCode(() -> run(List.of(test), List.of(app), List.of())).doesNotThrowAnyException();
  }

  @Test
  public void run_missingMethodOfTheInstalledApk_failsWithItsName() throws IOException {
    Path test = jar("test.jar", Map.of("t/T.class", Jars.caller("t/T", "a/B", "absent")));
    Path app = jar("app.jar", Map.of("a/B.class", Jars.caller("a/B", "java/lang/System", "gc")));

    assertThatThrownBy(() -> run(List.of(test), List.of(app), List.of()))
        .hasMessageContaining("a.B.absent()");
  }

  private void run(List<Path> program, List<Path> installed, List<String> allowed)
      throws IOException {
    Path framework = jar("android.jar", Map.of("android/A.class", Jars.emptyClass("android/A")));
    try (Platform platform = Platform.of(framework)) {
      new ClosureStep(platform, AllowList.of(allowed)).run(program, installed);
    }
  }

  private Path jar(String name, Map<String, byte[]> entries) throws IOException {
    return Jars.write(folder.getRoot().toPath().resolve(name), entries);
  }
}
