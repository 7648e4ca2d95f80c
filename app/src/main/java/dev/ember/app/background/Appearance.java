package dev.ember.app.background;

import android.app.Activity;
import android.app.Application;
import android.os.Bundle;
import org.jspecify.annotations.Nullable;

/** Hears when the app comes to the screen: from then on Android allows what it forbade before. */
final class Appearance implements Application.ActivityLifecycleCallbacks {
  private final Runnable onScreen;

  private Appearance(Runnable onScreen) {
    this.onScreen = onScreen;
  }

  /** Runs a task on the main thread each time, as long as the process lives. */
  static void of(Application application, Runnable task) {
    application.registerActivityLifecycleCallbacks(new Appearance(task));
  }

  @Override
  public void onActivityResumed(Activity activity) {
    onScreen.run();
  }

  @Override
  public void onActivityCreated(Activity activity, @Nullable Bundle savedState) {}

  @Override
  public void onActivityStarted(Activity activity) {}

  @Override
  public void onActivityPaused(Activity activity) {}

  @Override
  public void onActivityStopped(Activity activity) {}

  @Override
  public void onActivitySaveInstanceState(Activity activity, Bundle state) {}

  @Override
  public void onActivityDestroyed(Activity activity) {}
}
