package dev.ember.app.inside.step;

import android.content.Context;
import android.widget.Button;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.widget.PageMenu;
import java.text.NumberFormat;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says how fast the texts grow by themselves, and offers the other speeds. */
final class PaceButton {
  private static final Map<Pace, Integer> ITEMS =
      new EnumMap<>(
          Map.of(
              Pace.SLOW, R.id.step_slow, Pace.NORMAL, R.id.step_normal, Pace.FAST, R.id.step_fast));

  private final Button button;
  private Pace now = Pace.NORMAL;

  PaceButton(Button button, Consumer<Pace> chosen) {
    this.button = button;
    button.setOnClickListener(view -> offer(chosen));
  }

  void show(Pace pace) {
    now = pace;
    Context context = button.getContext();
    button.setText(context.getString(R.string.step_pace_short, seconds(pace)));
    button.setContentDescription(
        context.getString(R.string.step_pace_spoken, context.getString(name(pace)), seconds(pace)));
  }

  private void offer(Consumer<Pace> chosen) {
    Context context = button.getContext();
    PageMenu menu = new PageMenu(button);
    menu.inflate(R.menu.step_pace);
    ITEMS.forEach(
        (pace, item) ->
            menu.getMenu()
                .findItem(item)
                .setTitle(
                    context.getString(
                        R.string.step_pace, context.getString(name(pace)), seconds(pace)))
                .setChecked(pace == now));
    menu.setOnMenuItemClickListener(
        item -> {
          ITEMS.forEach(
              (pace, id) -> {
                if (id == item.getItemId()) {
                  chosen.accept(pace);
                }
              });
          return true;
        });
    menu.show();
  }

  @StringRes
  private static int name(Pace pace) {
    return switch (pace) {
      case SLOW -> R.string.step_slow;
      case NORMAL -> R.string.step_normal;
      case FAST -> R.string.step_fast;
    };
  }

  private static String seconds(Pace pace) {
    double seconds = (double) pace.restMs() / TimeUnit.SECONDS.toMillis(1);
    return NumberFormat.getNumberInstance().format(seconds);
  }
}
