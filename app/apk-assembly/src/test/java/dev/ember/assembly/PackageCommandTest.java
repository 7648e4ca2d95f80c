package dev.ember.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.testing.Jars;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PackageCommandTest {

  private static final List<String> APPLICATION =
      List.of(
          "--package=dev.test",
          "--min-sdk=26",
          "--target-sdk=35",
          "--version-code=1",
          "--version-name=1.0");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root = Path.of("");

  @Before
  public void writeInputs() throws IOException {
    root = folder.getRoot().toPath();
    Jars.frameworkResources(root.resolve("android.jar"));
    Jars.write(root.resolve("app.jar"), Map.of("a/A.class", Jars.emptyClass("a/A")));
    Files.writeString(root.resolve("dangling.allow"), "");
    Files.writeString(root.resolve("class-path.txt"), root.resolve("app.jar").toString());
    Files.writeString(root.resolve("AndroidManifest.xml"), "<manifest><application/></manifest>");
    Files.writeString(
        Files.createDirectories(root.resolve("res/values")).resolve("words.xml"),
        "<resources><string name='word'>word</string></resources>");
  }

  @Test
  public void main_twoPackagesOfTheSameJars_shareTheirDexFiles() throws IOException {
    List<String> arguments = resources();
    arguments.addAll(packaged("first"));
    arguments.addAll(packaged("second"));

    Assembly.main(arguments.toArray(String[]::new));

    assertThat(root.resolve("first/dex/classes.dex")).exists();
    assertThat(root.resolve("second/dex")).doesNotExist();
    assertThat(dex("second.apk")).isEqualTo(dex("first.apk")).isNotEmpty();
  }

  @Test
  public void main_classPathOfFolders_makesNoApkAndLeavesNone() throws IOException {
    Files.writeString(root.resolve("first.apk"), "of an earlier build");
    Files.writeString(root.resolve("class-path.txt"), root.resolve("res").toString());

    Assembly.main(packaged("first").toArray(String[]::new));

    assertThat(root.resolve("first.apk")).doesNotExist();
  }

  @Test
  public void main_classPathOfFoldersInAnotherApk_makesNoApk() throws IOException {
    Path folders = Files.writeString(root.resolve("folders.txt"), root.resolve("res").toString());
    List<String> arguments = packaged("first");
    arguments.add("--installed-class-path=" + folders);

    Assembly.main(arguments.toArray(String[]::new));

    assertThat(root.resolve("first.apk")).doesNotExist();
  }

  @Test
  public void main_onlyReachedOfNoJar_isRefused() {
    List<String> arguments = packaged("first");
    arguments.add("--only-reached=app-1.0.jar");

    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThatThrownBy(() -> Assembly.main(arguments.toArray(String[]::new)))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("expected a jar but found no app-1.0.jar");
  }

  private List<String> resources() {
    List<String> arguments = new ArrayList<>(List.of("resources"));
    arguments.addAll(APPLICATION);
    arguments.addAll(
        List.of(
            "--manifest=" + root.resolve("AndroidManifest.xml"),
            "--res=" + root.resolve("res"),
            "--android-jar=" + root.resolve("android.jar"),
            "--out=" + root.resolve("linked"),
            "--r-classes=" + root.resolve("r")));
    return arguments;
  }

  /** The arguments that make an APK of this name. */
  private List<String> packaged(String name) {
    List<String> arguments = new ArrayList<>(List.of("package"));
    arguments.addAll(APPLICATION);
    arguments.addAll(
        List.of(
            "--linked=" + root.resolve("linked"),
            "--class-path=" + root.resolve("class-path.txt"),
            "--android-jar=" + root.resolve("android.jar"),
            "--allow-dangling=" + root.resolve("dangling.allow"),
            "--key=../debug.p12",
            "--dex-cache=" + root.resolve("cache"),
            "--work=" + root.resolve(name),
            "--out=" + root.resolve(name + ".apk")));
    return arguments;
  }

  private byte[] dex(String apk) throws IOException {
    try (ZipFile zip = new ZipFile(root.resolve(apk).toFile());
        InputStream in = zip.getInputStream(zip.getEntry("classes.dex"))) {
      return in.readAllBytes();
    }
  }
}
