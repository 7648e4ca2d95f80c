package dev.ember.app.inside.page;

import androidx.annotation.DrawableRes;
import androidx.annotation.StringRes;
import dev.ember.app.R;

/** What can be looked at inside a model, in the order of the cards. */
public enum InsideScreen {
  WHY(R.string.inside_why, R.string.inside_why_line, R.drawable.ic_24_inside),
  ONE_TOKEN(
      R.string.inside_one_token, R.string.inside_one_token_line, R.drawable.ic_24_step_forward),
  TOKENS(R.string.inside_tokens, R.string.inside_tokens_line, R.drawable.ic_24_tokens),
  ATTENTION(R.string.inside_attention, R.string.inside_attention_line, R.drawable.ic_24_grid),
  MEANING(R.string.inside_meaning, R.string.inside_meaning_line, R.drawable.ic_24_map),
  POSITIONS(R.string.inside_positions, R.string.inside_positions_line, R.drawable.ic_24_rewind),
  WINDOW(R.string.inside_window, R.string.inside_window_line, R.drawable.ic_24_window),
  RAISED(R.string.inside_raised, R.string.inside_raised_line, R.drawable.ic_24_layers),
  LABELLER(R.string.inside_labeller, R.string.inside_labeller_line, R.drawable.ic_24_thumb);

  @StringRes private final int title;
  @StringRes private final int line;
  @DrawableRes private final int icon;

  InsideScreen(@StringRes int title, @StringRes int line, @DrawableRes int icon) {
    this.title = title;
    this.line = line;
    this.icon = icon;
  }

  @StringRes
  public int title() {
    return title;
  }

  /** What it is, in a few words. */
  @StringRes
  public int line() {
    return line;
  }

  @DrawableRes
  public int icon() {
    return icon;
  }
}
