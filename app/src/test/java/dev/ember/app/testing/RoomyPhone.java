package dev.ember.app.testing;

import android.app.ActivityManager;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.shadows.ShadowActivityManager;

/**
 * A phone with free memory. Robolectric's own has none, so that the app would ask before it loads
 * any model that was taken in. A test that sets another amount has that.
 */
@Implements(ActivityManager.class)
public final class RoomyPhone extends ShadowActivityManager {
  private static final long FREE_BYTES = 4L << 30;

  @Override
  @Implementation(maxSdk = 33)
  protected void getMemoryInfo(ActivityManager.MemoryInfo into) {
    super.getMemoryInfo(into);
    fill(into);
  }

  @Override
  @Implementation(minSdk = 34, methodName = "getMemoryInfo")
  protected void getMemoryInfoU(ActivityManager.MemoryInfo into) {
    super.getMemoryInfoU(into);
    fill(into);
  }

  private static void fill(ActivityManager.MemoryInfo into) {
    if (into.totalMem == 0 && into.availMem == 0) {
      into.availMem = FREE_BYTES;
      into.totalMem = 2 * FREE_BYTES;
    }
  }
}
