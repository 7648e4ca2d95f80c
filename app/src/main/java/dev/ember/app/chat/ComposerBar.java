package dev.ember.app.chat;

import android.content.res.ColorStateList;
import android.view.View;
import android.widget.ImageButton;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.annotation.DrawableRes;
import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;

/** A line above the composer that says what is going on. */
final class ComposerBar {
  private final View bar;
  private final TextView text;
  private final ImageButton button;

  ComposerBar(View root, @IdRes int id, @DrawableRes int icon) {
    bar = ViewCompat.requireViewById(root, id);
    text = ViewCompat.requireViewById(bar, R.id.bar_text);
    button = ViewCompat.requireViewById(bar, R.id.bar_button);
    ViewCompat.<ImageView>requireViewById(bar, R.id.bar_icon).setImageResource(icon);
    button.setVisibility(View.GONE);
  }

  /** Gives the line a button at its end. */
  ComposerBar ending(@DrawableRes int icon, @StringRes int words, Runnable step) {
    button.setImageResource(icon);
    button.setContentDescription(button.getContext().getString(words));
    button.setOnClickListener(view -> step.run());
    button.setVisibility(View.VISIBLE);
    return this;
  }

  /** The sign is one of caution, not of what goes on. */
  ComposerBar careful() {
    ImageView sign = ViewCompat.requireViewById(bar, R.id.bar_icon);
    sign.setImageTintList(
        ColorStateList.valueOf(MaterialColors.getColor(sign, R.attr.emberCaution)));
    return this;
  }

  void icon(@DrawableRes int icon) {
    ViewCompat.<ImageView>requireViewById(bar, R.id.bar_icon).setImageResource(icon);
  }

  void say(String words) {
    if (!words.contentEquals(text.getText())) {
      text.setText(words);
    }
    bar.setVisibility(View.VISIBLE);
  }

  void hide() {
    bar.setVisibility(View.GONE);
  }
}
