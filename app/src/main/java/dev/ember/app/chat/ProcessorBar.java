package dev.ember.app.chat;

import android.view.View;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.engine.ModelState;

/**
 * Says what its user must know of the processor that answers: that it answers wrongly, or, once,
 * that the app ended while it tried the GPU, which is not used any more.
 */
final class ProcessorBar {
  private final View root;
  private final ComposerBar bar;

  ProcessorBar(View root) {
    this.root = root;
    bar = new ComposerBar(root, R.id.processor_bar, R.drawable.ic_24_chip).careful();
  }

  void show(ChatState state) {
    if (state.model().state() instanceof ModelState.Ready ready
        && (ready.wrong() || ready.gpuDied())) {
      bar.say(root.getContext().getString(words(ready)));
    } else {
      bar.hide();
    }
  }

  private static @StringRes int words(ModelState.Ready ready) {
    return ready.wrong() ? R.string.cpu_wrong : R.string.gpu_crashed;
  }
}
