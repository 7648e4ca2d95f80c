package dev.ember.app.background;

import android.app.Application;
import dev.ember.app.scope.AppScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An application whose process a test makes. */
public final class ScopedApp extends Application implements AppScope.Owner {
  private @Nullable AppScope scope;

  void give(AppScope next) {
    scope = next;
  }

  @Override
  public AppScope scope() {
    return Objects.requireNonNull(scope, "scope");
  }
}
