package dev.ember.app.widget;

import android.content.ActivityNotFoundException;
import androidx.activity.result.ActivityResultCallback;
import androidx.activity.result.ActivityResultLauncher;
import androidx.activity.result.contract.ActivityResultContract;
import androidx.annotation.StringRes;
import androidx.fragment.app.Fragment;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Has another app pick or make a file. A phone may have none that does: a television, or one whose
 * keeper has taken it away.
 *
 * @param <I> what it is asked for
 * @param <O> what it gives
 */
public final class FilePicker<I, O extends @Nullable Object> {
  private final Fragment screen;
  private final ActivityResultLauncher<I> launcher;

  /** To be made while the fragment is. */
  public FilePicker(
      Fragment screen, ActivityResultContract<I, O> contract, ActivityResultCallback<O> picked) {
    this.screen = screen;
    launcher = screen.registerForActivityResult(contract, picked);
  }

  public void pick(@Nullable I wanted) {
    pick(wanted, this::say);
  }

  /**
   * @param say hears the sentence for a phone without such an app
   */
  public void pick(@Nullable I wanted, IntConsumer say) {
    try {
      launcher.launch(wanted);
    } catch (ActivityNotFoundException none) {
      say.accept(R.string.no_file_picker);
    }
  }

  private void say(@StringRes int sentence) {
    Snackbar.make(screen.requireView(), sentence, Snackbar.LENGTH_LONG).show();
  }
}
