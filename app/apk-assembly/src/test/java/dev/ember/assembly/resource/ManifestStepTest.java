package dev.ember.assembly.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.archive.ExplodedAar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ManifestStepTest {

  private static final String HEAD =
      "<manifest xmlns:android='http://schemas.android.com/apk/res/android'";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void merge_oldLibrary_grantsNoPermissionThatNobodyAskedFor() throws IOException {
    String merged = merge("", "<uses-sdk android:minSdkVersion='3' android:targetSdkVersion='3'/>");

    assertThat(merged).doesNotContain("uses-permission");
  }

  @Test
  public void merge_libraryWithComponents_takesThemWithTheApplicationsId() throws IOException {
    String merged =
        merge(
            "",
            "<application><provider android:name='lib.P' android:authorities='${applicationId}.p'/>"
                + "</application>");

    assertThat(merged).contains("lib.P", "dev.test.p");
  }

  @Test
  public void merge_applicationId_setsPackageLevelsAndDebuggable() throws IOException {
    String merged = merge("", "");

    assertThat(merged)
        .contains(
            "package=\"dev.test\"",
            "minSdkVersion=\"26\"",
            "targetSdkVersion=\"35\"",
            "debuggable=\"true\"");
  }

  @Test
  public void merge_libraryForNewerPhonesOnly_fails() {
    assertThatThrownBy(() -> merge("", "<uses-sdk android:minSdkVersion='30'/>"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot merge");
  }

  @Test
  public void merge_flavour_addsItsPermissionAndTheOtherFlavourHasNone() throws IOException {
    Path online =
        Files.writeString(
            folder.getRoot().toPath().resolve("online.xml"),
            HEAD + "><uses-permission android:name='android.permission.INTERNET'/></manifest>");

    assertThat(merge("", "", List.of(online))).contains("android.permission.INTERNET");
    assertThat(merge("", "", List.of())).doesNotContain("INTERNET");
  }

  private String merge(String application, String library) throws IOException {
    return merge(application, library, List.of());
  }

  private String merge(String application, String library, List<Path> overlays) throws IOException {
    Path root = folder.getRoot().toPath();
    Path manifest =
        Files.writeString(
            root.resolve("AndroidManifest.xml"),
            HEAD + "><application>" + application + "</application></manifest>");
    Path aar = folder.newFolder().toPath();
    Files.writeString(
        aar.resolve("AndroidManifest.xml"), HEAD + " package='lib'>" + library + "</manifest>");
    Path out = root.resolve("merged.xml");
    new ManifestStep(new ApplicationId("dev.test", 26, 35, 1, "1.0", true))
        .merge(new Manifests(manifest, overlays), List.of(new ExplodedAar(aar)), out);
    return Files.readString(out);
  }
}
