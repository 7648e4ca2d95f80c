package dev.ember.app.chat;

import android.widget.LinearLayout;
import androidx.appcompat.content.res.AppCompatResources;
import androidx.core.view.ViewCompat;
import com.google.android.material.button.MaterialButton;
import com.google.android.material.button.MaterialButtonToggleGroup;
import dev.ember.app.R;
import java.util.List;
import java.util.function.Consumer;

/** This chat, this model, all chats. */
final class ScopeButtons {
  /** From this font scale on, what stands side by side is stacked. */
  private static final float STACK_FROM = 1.3f;

  /** In the order of {@link SettingScope}. */
  private static final List<Integer> IDS =
      List.of(R.id.scope_chat, R.id.scope_model, R.id.scope_all);

  private ScopeButtons() {}

  static void bind(
      MaterialButtonToggleGroup group, SettingScope now, Consumer<SettingScope> chosen) {
    stackWithLargeFont(group);
    choose(group, now);
    mark(group);
    group.addOnButtonCheckedListener(
        (view, id, checked) -> {
          mark(group);
          if (checked) {
            chosen.accept(SettingScope.values()[IDS.indexOf(id)]);
          }
        });
  }

  /** The chosen one has a sign, and not a colour alone. */
  private static void mark(MaterialButtonToggleGroup group) {
    for (int id : IDS) {
      MaterialButton button = ViewCompat.requireViewById(group, id);
      boolean chosen = button.isChecked();
      button.setIcon(
          chosen
              ? AppCompatResources.getDrawable(group.getContext(), R.drawable.ic_24_check)
              : null);
    }
  }

  static void choose(MaterialButtonToggleGroup group, SettingScope scope) {
    group.check(IDS.get(scope.ordinal()));
  }

  /** For a level that nothing is known of nothing can be set. */
  static void enable(MaterialButtonToggleGroup group, SettingScope scope, boolean known) {
    ViewCompat.requireViewById(group, IDS.get(scope.ordinal())).setEnabled(known);
  }

  /** Side by side their words would not fit. */
  private static void stackWithLargeFont(MaterialButtonToggleGroup scopes) {
    if (scopes.getResources().getConfiguration().fontScale < STACK_FROM) {
      return;
    }
    scopes.setOrientation(LinearLayout.VERTICAL);
    for (int i = 0; i < scopes.getChildCount(); i++) {
      scopes
          .getChildAt(i)
          .setLayoutParams(
              new LinearLayout.LayoutParams(
                  LinearLayout.LayoutParams.MATCH_PARENT, LinearLayout.LayoutParams.WRAP_CONTENT));
    }
  }
}
