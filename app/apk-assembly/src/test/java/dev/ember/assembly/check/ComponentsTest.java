package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ComponentsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void of_manifest_namesWhatAndroidMakesByName() throws IOException {
    Path manifest = folder.getRoot().toPath().resolve("AndroidManifest.xml");
    Files.writeString(
        manifest,
        """
        <manifest xmlns:android="http://schemas.android.com/apk/res/android" package="p">
          <uses-permission android:name="not.a.Class"/>
          <application android:name="p.App" android:appComponentFactory="p.Factory">
            <activity android:name="p.Main"><intent-filter>
              <action android:name="android.intent.action.MAIN"/></intent-filter></activity>
            <provider android:name="p.Provider"><meta-data android:name="p.Data"/></provider>
          </application>
        </manifest>
        """);

    assertThat(Components.of(manifest))
        .containsExactlyInAnyOrder("p.App", "p.Factory", "p.Main", "p.Provider");
  }
}
