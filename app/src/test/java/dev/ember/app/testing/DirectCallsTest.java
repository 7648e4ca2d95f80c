package dev.ember.app.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import android.app.ActivityManager;
import android.app.Application;
import android.util.Range;
import androidx.test.core.app.ApplicationProvider;
import java.util.Arrays;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class)
public final class DirectCallsTest {
  /** Robolectric takes its own names out of what passes its handler. */
  private static final String OWN_CODE = "$$robo$$";

  @Test
  public void method_withoutShadow_isCalledWithoutAsking() {
    Throwable refused = catchThrowable(() -> new Range<>(2, 1));
    assertThat(refused).isInstanceOf(IllegalArgumentException.class);
    assertThat(Arrays.stream(refused.getStackTrace()).map(StackTraceElement::getMethodName))
        .anyMatch(name -> name.startsWith(OWN_CODE));
  }

  /** {@link RoomyPhone} has two methods for it, one by another name. */
  @Test
  public void method_withShadow_isTheShadow() {
    ActivityManager.MemoryInfo memory = new ActivityManager.MemoryInfo();
    ApplicationProvider.getApplicationContext()
        .getSystemService(ActivityManager.class)
        .getMemoryInfo(memory);
    assertThat(memory.totalMem).isPositive();
  }

  @Test
  public void loader_isTheOneOfTheTests() {
    assertThat(Range.class.getClassLoader().getClass().getName())
        .isEqualTo(DirectCalls.class.getName());
  }
}
