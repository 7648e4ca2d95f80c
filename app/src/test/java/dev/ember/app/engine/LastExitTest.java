package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.app.Application;
import android.app.ApplicationExitInfo;
import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import java.util.Objects;
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
  private static final long DIED_MS = 1_700_000_000_000L;

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

  @Test
  @Config(sdk = 35)
  public void wasPeaceful_endedByItself_isWhereItFoundNothingWrong() {
    assertThat(after(ApplicationExitInfo.REASON_EXIT_SELF)).isTrue();
    assertThat(after(ApplicationExitInfo.REASON_EXIT_SELF, 1)).isFalse();
  }

  @Test
  @Config(sdk = 35)
  public void of_lowMemoryOrACrash_saysTheCauseAndTheTime() {
    after(ApplicationExitInfo.REASON_LOW_MEMORY);
    LastExit.Exit exit = Objects.requireNonNull(LastExit.of(context, 0));
    assertThat(exit).isEqualTo(new LastExit.Exit(false, LoadRisk.Cause.MEMORY, DIED_MS));
    after(ApplicationExitInfo.REASON_CRASH_NATIVE);
    exit = Objects.requireNonNull(LastExit.of(context, 0));
    assertThat(exit.cause()).isEqualTo(LoadRisk.Cause.CRASH);
    after(ApplicationExitInfo.REASON_OTHER);
    exit = Objects.requireNonNull(LastExit.of(context, 0));
    assertThat(exit.cause()).isEqualTo(LoadRisk.Cause.UNKNOWN);
  }

  @Test
  @Config(sdk = 26)
  public void of_phoneThatKeepsNoReasons_isNull() {
    assertThat(LastExit.of(context, 0)).isNull();
  }

  private boolean after(int reason) {
    return after(reason, 0);
  }

  private boolean after(int reason, int status) {
    ActivityManager manager = context.getSystemService(ActivityManager.class);
    shadowOf(manager)
        .addApplicationExitInfo(
            ShadowActivityManager.ApplicationExitInfoBuilder.newBuilder()
                .setProcessName(context.getPackageName())
                .setReason(reason)
                .setStatus(status)
                .setTimestamp(DIED_MS)
                .build());
    return LastExit.wasPeaceful(context);
  }
}
