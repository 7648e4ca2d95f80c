package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ApkCommandTest {
  @Rule public final TemporaryFolder home = new TemporaryFolder();

  @Test
  public void apk_bothThere_tellsPathSizeAndHowToInstall() throws IOException {
    Path app = write(ApkCommand.APP, 1_500_000);
    Path tests = write(ApkCommand.TESTS, 200_000);

    Run run = Tool.at(home.getRoot().toPath()).run("apk");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("The app, 1.5 MB:")
        .contains("adb install -r '" + app + "'")
        .contains("0.2 MB:")
        .contains("adb install -r '" + tests + "'")
        .contains("adb shell am instrument")
        .doesNotContain(ApkCommand.OFFLINE);
  }

  @Test
  public void apk_withoutNetworkAlsoThere_isNamed() throws IOException {
    write(ApkCommand.APP, 1);
    write(ApkCommand.TESTS, 1);
    Path offline = write(ApkCommand.OFFLINE, 1);

    assertThat(Tool.at(home.getRoot().toPath()).run("apk").out()).contains("  " + offline);
  }

  @Test
  public void apk_oneMissing_failsAndNamesIt() throws IOException {
    write(ApkCommand.APP, 1);

    Run run = Tool.at(home.getRoot().toPath()).run("apk");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no ").contains(ApkCommand.TESTS).contains("mvn verify");
  }

  private Path write(String name, int bytes) throws IOException {
    Path folder = home.getRoot().toPath().resolve("app/target");
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name), new byte[bytes]);
  }
}
