package dev.ember.app.background;

import android.app.Application;
import android.content.ComponentName;
import android.content.Intent;
import dev.ember.app.scope.AppScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An application whose process a test makes. */
public final class ScopedApp extends Application implements AppScope.Owner {
  private @Nullable AppScope scope;
  private boolean refusesServices;

  void give(AppScope next) {
    scope = next;
  }

  /** From now on no service may begin, as while the app is not on the screen. */
  void refuseServices(boolean refuse) {
    refusesServices = refuse;
  }

  @Override
  public @Nullable ComponentName startForegroundService(Intent service) {
    if (refusesServices) {
      throw new IllegalStateException("not while in the background");
    }
    return super.startForegroundService(service);
  }

  @Override
  public AppScope scope() {
    return Objects.requireNonNull(scope, "scope");
  }
}
