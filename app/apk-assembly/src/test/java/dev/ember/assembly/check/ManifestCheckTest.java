package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.archive.ZipWriter;
import dev.ember.assembly.resource.ApplicationId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ManifestCheckTest {

  private static final String GOOD =
      """
      package: name='dev.test' versionCode='1' versionName='1.0' platformBuildVersionName='15'
      minSdkVersion:'26'
      targetSdkVersion:'35'
      uses-permission: name='dev.test.OWN'
      application-debuggable
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void faults_manifestAsBuilt_areNone() throws IOException {
    assertThat(faults(GOOD)).isEmpty();
  }

  @Test
  public void faults_internetPermission_namesIt() throws IOException {
    assertThat(faults(GOOD + "uses-permission: name='android.permission.INTERNET'\n"))
        .containsExactly(
            "unexpected permission android.permission.INTERNET, expected only [dev.test.OWN]");
  }

  @Test
  public void faults_permissionForSomeLevelsOnly_namesItToo() throws IOException {
    assertThat(faults(GOOD + "uses-permission-sdk-23: name='android.permission.CAMERA'\n"))
        .hasSize(1);
  }

  @Test
  public void faults_otherValues_nameValueAndExpectation() throws IOException {
    String other =
        GOOD.replace("'26'", "'21'")
            .replace("'35'", "'34'")
            .replace("application-debuggable\n", "")
            .replace("dev.test'", "dev.other'");

    assertThat(faults(other))
        .containsExactly(
            "package is dev.other but expected dev.test",
            "minSdkVersion is 21 but expected 26",
            "targetSdkVersion is 34 but expected 35",
            "debuggable is false but expected true");
  }

  private List<String> faults(String badging) throws IOException {
    Path apk = folder.getRoot().toPath().resolve("test.apk");
    try (ZipWriter writer = new ZipWriter(apk)) {
      writer.deflate("AndroidManifest.xml", new byte[1]);
    }
    ApplicationId expected = new ApplicationId("dev.test", 26, 35, 1, "1.0", true);
    return new ManifestCheck(Badging.parse(badging), expected, List.of("dev.test.OWN"))
        .faults(ApkFile.read(apk));
  }
}
