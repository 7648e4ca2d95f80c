package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.app.Application;
import android.app.ApplicationExitInfo;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowActivityManager;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class LastExitTest {
  private final Context context = ApplicationProvider.getApplicationContext();

  @Test
  public void wasPeaceful_nothingKnown_isNot() {
    assertThat(LastExit.wasPeaceful(context)).isFalse();
  }

  @Test
  @Config(sdk = 35)
  public void wasPeaceful_swipedAway_is() {
    assertThat(after(ApplicationExitInfo.REASON_USER_REQUESTED)).isTrue();
  }

  @Test
  @Config(sdk = 35)
  public void wasPeaceful_nativeCrashOrLowMemory_isNot() {
    assertThat(after(ApplicationExitInfo.REASON_CRASH_NATIVE)).isFalse();
    assertThat(after(ApplicationExitInfo.REASON_LOW_MEMORY)).isFalse();
  }

  private boolean after(int reason) {
    ActivityManager manager = context.getSystemService(ActivityManager.class);
    shadowOf(manager)
        .addApplicationExitInfo(
            ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
                .setProcessName(context.getPackageName())
                .setReason(reason)
                .build());
    return LastExit.wasPeaceful(context);
  }
}
