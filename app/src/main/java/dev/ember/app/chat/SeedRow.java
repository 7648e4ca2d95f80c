package dev.ember.app.chat;

import android.view.View;
import android.widget.Button;
import android.widget.CompoundButton;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** Whether the dice fall the same way each time, and which way. */
final class SeedRow {
  /** The seed that the switch starts with; any other is as good, and can be typed. */
  private static final long FIRST_SEED = 7;

  /** What the row asks for. */
  interface Listener {
    /** Null draws each answer anew. */
    void fix(@Nullable Long seed);

    /** Another seed is to be typed. */
    void type(long now);
  }

  private final CompoundButton dice;
  private final TextView hint;
  private final Button value;
  private final Listener listener;

  SeedRow(View sheet, Listener listener) {
    this.listener = listener;
    dice = ViewCompat.requireViewById(sheet, R.id.same_dice);
    hint = ViewCompat.requireViewById(sheet, R.id.same_dice_hint);
    value = ViewCompat.requireViewById(sheet, R.id.seed_value);
  }

  void show(@Nullable Long seed) {
    hint.setText(seed == null ? R.string.same_dice_off : R.string.same_dice_on);
    value.setVisibility(seed == null ? View.GONE : View.VISIBLE);
    if (seed != null) {
      String text = String.valueOf(seed);
      value.setText(text);
      value.setContentDescription(
          value
              .getContext()
              .getString(R.string.value_spoken, value.getContext().getString(R.string.seed), text));
      value.setOnClickListener(view -> listener.type(seed));
    }
    dice.setOnCheckedChangeListener(null);
    dice.setChecked(seed != null);
    dice.setOnCheckedChangeListener(
        (view, checked) -> listener.fix(checked ? (Long) FIRST_SEED : null));
  }
}
