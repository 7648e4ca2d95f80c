package dev.ember.app.main;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.pm.ApplicationInfo;
import android.os.StrictMode;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.EmberApp;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Who watches the main thread. */
@RunWith(RobolectricTestRunner.class)
@Config(application = EmberApp.class, sdk = 35)
public final class StrictModeTest {
  private final EmberApp app = ApplicationProvider.getApplicationContext();

  @After
  public void end() {
    app.onTerminate();
  }

  @Test
  public void start_ofADebugBuild_isWatched() {
    startAnew(app.getApplicationInfo().flags | ApplicationInfo.FLAG_DEBUGGABLE);
    assertThat(StrictMode.getThreadPolicy().toString())
        .isNotEqualTo(StrictMode.ThreadPolicy.LAX.toString());
    assertThat(StrictMode.getVmPolicy().toString())
        .isNotEqualTo(StrictMode.VmPolicy.LAX.toString());
  }

  @Test
  public void start_ofAReleasedBuild_isNot() {
    startAnew(app.getApplicationInfo().flags & ~ApplicationInfo.FLAG_DEBUGGABLE);
    assertThat(StrictMode.getThreadPolicy().toString())
        .isEqualTo(StrictMode.ThreadPolicy.LAX.toString());
  }

  private void startAnew(int flags) {
    app.onTerminate();
    StrictMode.setThreadPolicy(StrictMode.ThreadPolicy.LAX);
    StrictMode.setVmPolicy(StrictMode.VmPolicy.LAX);
    app.getApplicationInfo().flags = flags;
    app.onCreate();
  }
}
