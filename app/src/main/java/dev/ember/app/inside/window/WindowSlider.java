package dev.ember.app.inside.window;

import android.view.View;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.slider.Slider;
import dev.ember.app.R;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** How large the window is that is looked through. The chat keeps its own. */
final class WindowSlider {
  /** A smaller one holds no message. */
  private static final int LEAST_TOKENS = 16;

  private final View card;
  private final Slider slider;
  private final TextView value;
  private @Nullable Integer wanted;

  /**
   * @param wanted what the reader has set before, in tokens, or null
   * @param changed hears what the reader sets
   */
  WindowSlider(View card, @Nullable Integer wanted, IntConsumer changed) {
    this.card = card;
    this.wanted = wanted;
    slider = ViewCompat.requireViewById(card, R.id.window_slider);
    value = ViewCompat.requireViewById(card, R.id.window_size_value);
    slider.addOnChangeListener(
        (moved, tokens, byUser) -> {
          int whole = Math.round(tokens);
          say(whole);
          if (byUser) {
            this.wanted = whole;
            changed.accept(whole);
          }
        });
  }

  /** What came out; what the reader sets meanwhile stays as it is. */
  void show(WindowSight sight) {
    boolean fits = sight.wholeTokens() > LEAST_TOKENS;
    card.setVisibility(fits ? View.VISIBLE : View.GONE);
    if (fits) {
      int place = wanted == null ? sight.windowTokens() : Math.min(wanted, sight.wholeTokens());
      slider.setValueFrom(LEAST_TOKENS);
      slider.setValueTo(sight.wholeTokens());
      slider.setValue(Math.max(LEAST_TOKENS, place));
      say(Math.round(slider.getValue()));
    }
  }

  private void say(int tokens) {
    Locale locale = card.getResources().getConfiguration().getLocales().get(0);
    value.setText(String.format(locale, "%,d", tokens));
  }
}
