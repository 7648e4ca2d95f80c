package dev.ember.app.chat;

import android.content.res.ColorStateList;
import android.view.View;
import android.view.ViewStub;
import android.widget.ImageButton;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.annotation.DrawableRes;
import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/**
 * A line above the composer that says what is going on. Its views are made when it first says
 * something, for most chats never see it.
 */
final class ComposerBar {

  /** The button at the end of the line. */
  private record Ending(@DrawableRes int icon, @StringRes int words, Runnable step) {}

  private final ViewStub place;
  private @DrawableRes int icon;
  private boolean careful;
  private @Nullable Ending ending;
  private @Nullable View bar;

  ComposerBar(View root, @IdRes int id, @DrawableRes int icon) {
    place = ViewCompat.requireViewById(root, id);
    this.icon = icon;
  }

  /** Gives the line a button at its end. */
  ComposerBar ending(@DrawableRes int icon, @StringRes int words, Runnable step) {
    ending = new Ending(icon, words, step);
    if (bar != null) {
      showEnding(bar, ending);
    }
    return this;
  }

  /** The sign is one of caution, not of what goes on. */
  ComposerBar careful() {
    careful = true;
    return this;
  }

  void icon(@DrawableRes int icon) {
    this.icon = icon;
    if (bar != null) {
      sign(bar).setImageResource(icon);
    }
  }

  /** Called for each state of a chat: it touches the words alone, and them if they change. */
  void say(String words) {
    if (bar == null) {
      bar = make();
    }
    TextView text = ViewCompat.requireViewById(bar, R.id.bar_text);
    if (!words.contentEquals(text.getText())) {
      text.setText(words);
    }
    bar.setVisibility(View.VISIBLE);
  }

  private View make() {
    View made = place.inflate();
    sign(made).setImageResource(icon);
    if (careful) {
      int caution = MaterialColors.getColor(made, R.attr.emberCaution);
      sign(made).setImageTintList(ColorStateList.valueOf(caution));
    }
    View button = ViewCompat.requireViewById(made, R.id.bar_button);
    button.setVisibility(View.GONE);
    if (ending != null) {
      showEnding(made, ending);
    }
    return made;
  }

  private static ImageView sign(View bar) {
    return ViewCompat.requireViewById(bar, R.id.bar_icon);
  }

  private static void showEnding(View bar, Ending ending) {
    ImageButton button = ViewCompat.requireViewById(bar, R.id.bar_button);
    button.setImageResource(ending.icon());
    button.setContentDescription(button.getContext().getString(ending.words()));
    button.setOnClickListener(view -> ending.step().run());
    button.setVisibility(View.VISIBLE);
  }

  void hide() {
    if (bar != null) {
      bar.setVisibility(View.GONE);
    }
  }
}
