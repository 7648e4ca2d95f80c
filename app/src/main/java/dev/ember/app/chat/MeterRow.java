package dev.ember.app.chat;

import android.content.res.Configuration;
import android.content.res.Resources;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.annotation.AttrRes;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.presets.PresetName;
import dev.ember.app.presets.SamplingChoice;
import org.jspecify.annotations.Nullable;

/** The row above the composer: how full the window is, and how words are picked. */
final class MeterRow {
  /** From this font scale on, meter and preset stand one below the other. */
  private static final float STACK_FROM = 1.3f;

  /** A window that is lower than this is that of a phone that lies. */
  private static final int LOW_BELOW_DP = 480;

  /** Half of a phone that stands is as low, and has no room beside the field. */
  private static final int WIDE_FROM_DP = 600;

  private final View block;
  private final ContextRing ring;
  private final View full;
  private final TextView meter;
  private final Button preset;

  MeterRow(View root, Runnable openWindow, Runnable openSampling) {
    block = ViewCompat.requireViewById(root, R.id.meter_block);
    ring = ViewCompat.requireViewById(root, R.id.ring);
    full = ViewCompat.requireViewById(root, R.id.ring_full);
    meter = ViewCompat.requireViewById(root, R.id.meter);
    preset = ViewCompat.requireViewById(root, R.id.preset);
    preset.setOnClickListener(view -> openSampling.run());
    block.setOnClickListener(view -> openWindow.run());
    Configuration screen = root.getResources().getConfiguration();
    if (screen.fontScale >= STACK_FROM) {
      stack(ViewCompat.requireViewById(root, R.id.meter_row));
    } else if (screen.screenHeightDp < LOW_BELOW_DP && screen.screenWidthDp >= WIDE_FROM_DP) {
      putBesideTheField(
          ViewCompat.requireViewById(root, R.id.meter_row),
          ViewCompat.requireViewById(root, R.id.composer_line));
    }
  }

  /** On a phone that lies, a row of its own would take an eighth of the height. */
  private void putBesideTheField(LinearLayout row, LinearLayout line) {
    ((ViewGroup) row.getParent()).removeView(row);
    wrap(block);
    wrap(meter);
    row.setPadding(0, 0, row.getPaddingRight(), 0);
    row.setMinimumHeight(line.getChildAt(0).getMinimumHeight()); // on one line with the field's
    line.addView(
        row,
        new LinearLayout.LayoutParams(
            LinearLayout.LayoutParams.WRAP_CONTENT, LinearLayout.LayoutParams.WRAP_CONTENT));
  }

  private static void wrap(View view) {
    LinearLayout.LayoutParams place = (LinearLayout.LayoutParams) view.getLayoutParams();
    place.width = LinearLayout.LayoutParams.WRAP_CONTENT;
    place.weight = 0;
  }

  private void stack(LinearLayout row) {
    row.setOrientation(LinearLayout.VERTICAL);
    row.setGravity(android.view.Gravity.START);
    block.getLayoutParams().width = LinearLayout.LayoutParams.MATCH_PARENT;
    LinearLayout.LayoutParams position = (LinearLayout.LayoutParams) preset.getLayoutParams();
    position.setMarginStart(-preset.getPaddingStart());
  }

  void show(ChatState state) {
    showMeter(state.meter());
    SamplingChoice choice = state.sampling();
    preset.setVisibility(choice == null ? View.INVISIBLE : View.VISIBLE);
    if (choice != null) {
      String name =
          choice.ownName() == null
              ? preset.getContext().getString(PresetName.of(choice.preset()))
              : choice.ownName();
      preset.setText(name);
      preset.setContentDescription(preset.getContext().getString(R.string.preset_spoken, name));
    }
  }

  private void showMeter(@Nullable ContextMeter value) {
    block.setVisibility(value == null ? View.INVISIBLE : View.VISIBLE);
    if (value == null) {
      return;
    }
    Resources words = meter.getResources();
    ContextMeter.Level level = value.level();
    boolean isFull = level == ContextMeter.Level.FULL;
    int color = color(role(level));
    boolean hasRoom = level == ContextMeter.Level.ROOM;
    ring.show(value.share(), hasRoom ? color(androidx.appcompat.R.attr.colorPrimary) : color);
    ring.setVisibility(isFull ? View.GONE : View.VISIBLE);
    full.setVisibility(isFull ? View.VISIBLE : View.GONE);
    meter.setTextColor(color);
    meter.setText(
        words.getString(
            isFull ? R.string.meter_full : R.string.meter,
            value.usedTokens(),
            value.windowTokens()));
    meter.setContentDescription(
        words.getString(
            isFull ? R.string.meter_full_spoken : R.string.meter_spoken,
            value.usedTokens(),
            value.windowTokens(),
            value.perCent()));
  }

  private static int role(ContextMeter.Level level) {
    return switch (level) {
      case ROOM -> com.google.android.material.R.attr.colorOnSurfaceVariant;
      case CAUTION -> R.attr.emberCaution;
      case FULL -> androidx.appcompat.R.attr.colorError;
    };
  }

  private int color(@AttrRes int role) {
    return MaterialColors.getColor(meter, role);
  }
}
