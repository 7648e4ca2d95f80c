package dev.ember.app.main;

import android.app.Activity;
import android.graphics.Rect;
import androidx.lifecycle.DefaultLifecycleObserver;
import androidx.lifecycle.LifecycleOwner;
import androidx.window.layout.DisplayFeature;
import androidx.window.layout.FoldingFeature;
import androidx.window.layout.WindowInfoTracker;
import androidx.window.layout.WindowLayoutInfo;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Hears, while a window is on the screen, where a hinge or a fold divides it into a left and a
 * right half. The library tells it as a flow of Kotlin; it is heard on the executor that is given,
 * not on a dispatcher that a service loader would have to find.
 */
final class Hinge implements DefaultLifecycleObserver {
  private final Flow<WindowLayoutInfo> layouts;
  private final Executor main;
  private final Consumer<@Nullable Rect> heard;
  private @Nullable Job listening;

  /**
   * @param heard its place in pixels of the window, on {@code main}; null where there is none
   */
  Hinge(Activity activity, Executor main, Consumer<@Nullable Rect> heard) {
    layouts = WindowInfoTracker.getOrCreate(activity).windowLayoutInfo(activity);
    this.main = main;
    this.heard = heard;
  }

  @Override
  public void onStart(LifecycleOwner window) {
    listening =
        BuildersKt.launch(
            CoroutineScopeKt.CoroutineScope(ExecutorsKt.from(main)),
            EmptyCoroutineContext.INSTANCE,
            CoroutineStart.DEFAULT,
            (scope, ended) ->
                layouts.collect(
                    (layout, next) -> {
                      heard.accept(of(layout));
                      return Unit.INSTANCE;
                    },
                    ended));
  }

  @Override
  public void onStop(LifecycleOwner window) {
    if (listening != null) {
      listening.cancel(null);
      listening = null;
    }
  }

  private static @Nullable Rect of(WindowLayoutInfo layout) {
    for (DisplayFeature feature : layout.getDisplayFeatures()) {
      if (feature instanceof FoldingFeature fold
          && fold.isSeparating()
          && FoldingFeature.Orientation.VERTICAL.equals(fold.getOrientation())) {
        return fold.getBounds();
      }
    }
    return null;
  }
}
