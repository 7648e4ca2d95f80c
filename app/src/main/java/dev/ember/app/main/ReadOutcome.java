package dev.ember.app.main;

import androidx.fragment.app.FragmentActivity;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What came of a file that was read for a restore: waits until a window is in sight, the one that
 * began it or, after a rotation, the next.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class ReadOutcome extends ViewModel {
  private final MutableLiveData<@Nullable Consumer<BackupFlow>> waiting = new MutableLiveData<>();

  /**
   * @param saying what the flow of the window in sight does about it
   */
  void tell(Consumer<BackupFlow> saying) {
    waiting.setValue(saying);
  }

  void hear(FragmentActivity activity, BackupFlow flow) {
    waiting.observe(
        activity,
        saying -> {
          if (saying != null) {
            waiting.setValue(null);
            saying.accept(flow);
          }
        });
  }
}
