package dev.ember.app.chat;

import android.view.View;
import dev.ember.app.R;
import dev.ember.app.engine.ModelState;

/** Says once that the app ended while it tried the GPU, which is not used any more. */
final class GpuBar {
  private final ComposerBar bar;
  private final String words;

  GpuBar(View root) {
    bar = new ComposerBar(root, R.id.gpu_bar, R.drawable.ic_24_chip);
    words = root.getContext().getString(R.string.gpu_crashed);
  }

  void show(ChatState state) {
    if (state.model() instanceof ModelState.Ready ready && ready.gpuDied()) {
      bar.say(words);
    } else {
      bar.hide();
    }
  }
}
