package dev.ember.app.chat;

import android.content.Context;
import android.view.View;
import dev.ember.app.R;
import dev.ember.app.engine.ModelState;
import org.jspecify.annotations.Nullable;

/**
 * Says that the model sees less of a chat than it was to, for want of memory: before a chat begins
 * above its composer, afterwards where the window is looked at.
 */
final class NarrowBar {
  private final ComposerBar bar;
  private final Context context;

  NarrowBar(View root) {
    bar = new ComposerBar(root, R.id.narrow_bar, R.drawable.ic_24_window).careful();
    context = root.getContext();
  }

  void show(ChatState state) {
    String words = words(context, state.model().state());
    if (words != null && state.messages().isEmpty()) {
      bar.say(words);
    } else {
      bar.hide();
    }
  }

  /** The sentence; null if the model sees all that it was to. */
  static @Nullable String words(Context context, ModelState model) {
    return model instanceof ModelState.Ready ready && ready.window().narrowed()
        ? context.getString(
            R.string.window_narrowed,
            ready.name(),
            ready.windowTokens(),
            ready.window().wantedTokens())
        : null;
  }
}
