package dev.ember.app.chat;

import android.os.Bundle;
import android.view.View;
import android.widget.RadioGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.progressindicator.LinearProgressIndicator;
import dev.ember.app.R;
import dev.ember.app.data.WhenFull;
import dev.ember.app.engine.ModelState;
import dev.ember.app.inside.page.InsideHost;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.widget.ExpandedSheet;
import org.jspecify.annotations.Nullable;

/** How much of the chat the model sees, and what happens when no more fits. */
public final class WindowSheet extends ExpandedSheet {
  static final String TAG = "window";

  public WindowSheet() {
    super(R.layout.sheet_window);
  }

  @Override
  public void onViewCreated(View sheet, @Nullable Bundle savedState) {
    ChatViewModel model = ChatFragment.model(requireParentFragment());
    ViewCompat.requireViewById(sheet, R.id.window_look).setOnClickListener(view -> look());
    RadioGroup choice = ViewCompat.requireViewById(sheet, R.id.when_full);
    // Not on every change of the check mark: showing the general choice is not choosing it.
    ViewCompat.requireViewById(sheet, R.id.when_full_stop)
        .setOnClickListener(view -> model.setWhenFull(WhenFull.STOP));
    ViewCompat.requireViewById(sheet, R.id.when_full_drop)
        .setOnClickListener(view -> model.setWhenFull(WhenFull.DROP_OLDEST));
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            screen -> {
              if (screen instanceof ChatState state) {
                show(sheet, state, choice);
              }
            });
  }

  private void look() {
    if (!isStateSaved() && requireParentFragment() instanceof ChatFragment chat) {
      InsideText whole = InsideText.ofChat(chat.chatId());
      ((InsideHost) requireActivity()).openInside(InsideScreen.WINDOW, whole);
    }
  }

  private void show(View sheet, ChatState state, RadioGroup choice) {
    ContextMeter meter = state.meter();
    View used = ViewCompat.requireViewById(sheet, R.id.window_used);
    LinearProgressIndicator bar = ViewCompat.requireViewById(sheet, R.id.window_bar);
    used.setVisibility(meter == null ? View.GONE : View.VISIBLE);
    bar.setVisibility(meter == null ? View.GONE : View.VISIBLE);
    if (meter != null) {
      boolean isFull = meter.level() == ContextMeter.Level.FULL;
      int words = isFull ? R.string.meter_full : R.string.meter;
      ((TextView) used).setText(getString(words, meter.usedTokens(), meter.windowTokens()));
      bar.setMax(meter.windowTokens());
      bar.setProgress(Math.min(meter.usedTokens(), meter.windowTokens()));
    }
    TextView narrowed = ViewCompat.requireViewById(sheet, R.id.window_narrowed);
    String narrow = NarrowBar.words(requireContext(), state.model().state());
    narrowed.setText(narrow);
    narrowed.setVisibility(narrow == null ? View.GONE : View.VISIBLE);
    ViewCompat.<TextView>requireViewById(sheet, R.id.window_forgotten).setText(forgotten(state));
    ModelState.Ready model = state.model().ready();
    WhenFull chosen = state.settings().whenFullFor(model == null ? null : model.key());
    int now = chosen == WhenFull.STOP ? R.id.when_full_stop : R.id.when_full_drop;
    if (choice.getCheckedRadioButtonId() != now) {
      choice.check(now);
    }
  }

  private String forgotten(ChatState state) {
    int count = 0;
    for (ChatItem item : ChatItems.of(state)) {
      boolean out =
          (item instanceof ChatItem.Question question && question.forgotten())
              || (item instanceof ChatItem.Answer answer && answer.forgotten());
      count += out ? 1 : 0;
    }
    return count == 0
        ? getString(R.string.window_sees_all)
        : getResources().getQuantityString(R.plurals.window_forgotten, count, count);
  }
}
