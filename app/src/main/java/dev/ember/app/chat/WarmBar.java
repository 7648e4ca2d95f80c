package dev.ember.app.chat;

import android.view.View;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;

/** Says that an answer is slower now because the phone is warm. */
final class WarmBar {
  private final ComposerBar bar;
  private final String words;
  private boolean slowed;
  private boolean answering;

  WarmBar(View root) {
    bar = new ComposerBar(root, R.id.warm_bar, R.drawable.ic_24_thermometer).careful();
    words = root.getContext().getString(R.string.slower_warm);
  }

  void follow(Fragment chat, ChatViewModel model) {
    model
        .slowedByWarmth()
        .observe(
            chat.getViewLifecycleOwner(),
            warm -> {
              slowed = warm;
              show();
            });
    model
        .state()
        .observe(
            chat.getViewLifecycleOwner(),
            screen -> {
              answering = screen instanceof ChatState state && state.answering();
              show();
            });
  }

  private void show() {
    if (slowed && answering) {
      bar.say(words);
    } else {
      bar.hide();
    }
  }
}
