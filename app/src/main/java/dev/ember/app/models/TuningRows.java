package dev.ember.app.models;

import android.content.Context;
import android.view.View;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.annotation.DrawableRes;
import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.library.ModelCard;
import dev.ember.app.widget.AskDialog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The window and the threads of one model on this phone. */
final class TuningRows {
  /** A chat of one short turn each way; less is no chat. */
  static final int SMALLEST_WINDOW = 128;

  /** Who keeps what is set. */
  interface Listener {
    void tuned(ModelTuning tuning);
  }

  private static final String WINDOW = "tuning.window";
  private static final String THREADS = "tuning.threads";

  private final Fragment page;
  private final View root;
  private final Context context;
  private final @Nullable Integer measuredThreads;
  private final Listener listener;

  /**
   * @param page with its views, of which {@code root} is the outermost
   * @param measuredThreads with how many the model was found to be fastest; null before that
   */
  TuningRows(Fragment page, View root, @Nullable Integer measuredThreads, Listener listener) {
    this.page = page;
    this.root = root;
    this.context = root.getContext();
    this.measuredThreads = measuredThreads;
    this.listener = listener;
  }

  void show(ModelCard card, ModelTuning tuning) {
    AskDialog.listen(
        page,
        WINDOW,
        answer -> {
          Integer tokens = Integer.valueOf(answer);
          boolean whole = tokens == card.window();
          listener.tuned(new ModelTuning(whole ? null : tokens, tuning.threads()));
        });
    AskDialog.listen(
        page,
        THREADS,
        answer -> {
          Integer threads = Integer.valueOf(answer);
          listener.tuned(new ModelTuning(tuning.windowTokens(), threads == 0 ? null : threads));
        });
    String all = context.getString(R.string.tuning_window_all, card.window());
    row(
        R.id.tuning_window,
        R.drawable.ic_24_window,
        R.string.tuning_window,
        tuning.windowTokens() == null
            ? all
            : context.getString(
                R.string.fact_window_tokens, ModelWords.number(tuning.window(card.window()), 0)),
        () -> chooseWindow(card, tuning));
    row(
        R.id.tuning_threads,
        R.drawable.ic_24_chip,
        R.string.tuning_threads,
        threads(tuning.threads() == null ? 0 : tuning.threads()),
        () -> chooseThreads(tuning));
  }

  private void row(
      @IdRes int id, @DrawableRes int icon, @StringRes int title, String more, Runnable tapped) {
    View row = ViewCompat.requireViewById(root, id);
    ViewCompat.<ImageView>requireViewById(row, R.id.setting_icon).setImageResource(icon);
    ViewCompat.<TextView>requireViewById(row, R.id.setting_title).setText(title);
    ViewCompat.<TextView>requireViewById(row, R.id.setting_more).setText(more);
    row.setOnClickListener(view -> tapped.run());
  }

  /** All, a half, a quarter and so on. */
  static List<Integer> windows(int own) {
    List<Integer> windows = new ArrayList<>();
    for (int tokens = own; windows.isEmpty() || tokens >= SMALLEST_WINDOW; tokens /= 2) {
      windows.add(tokens);
    }
    return windows;
  }

  private void chooseWindow(ModelCard card, ModelTuning tuning) {
    List<AskDialog.Choice> choices = new ArrayList<>();
    for (int tokens : windows(card.window())) {
      String name =
          tokens == card.window()
              ? context.getString(R.string.tuning_window_all, tokens)
              : context.getString(R.string.fact_window_tokens, ModelWords.number(tokens, 0));
      choices.add(new AskDialog.Choice(String.valueOf(tokens), name));
    }
    choose(WINDOW, R.string.tuning_window, choices, tuning.window(card.window()));
  }

  private void chooseThreads(ModelTuning tuning) {
    List<AskDialog.Choice> choices = new ArrayList<>();
    for (int threads = 0; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
      choices.add(new AskDialog.Choice(String.valueOf(threads), threads(threads)));
    }
    choose(
        THREADS, R.string.tuning_threads, choices, tuning.threads() == null ? 0 : tuning.threads());
  }

  /**
   * @param threads 0 for what suits this phone
   */
  private String threads(int threads) {
    if (threads > 0) {
      return ModelWords.number(threads, 0);
    }
    return measuredThreads == null
        ? context.getString(R.string.tuning_threads_auto)
        : context.getString(R.string.tuning_threads_measured, measuredThreads);
  }

  private void choose(
      String request, @StringRes int title, List<AskDialog.Choice> choices, int now) {
    AskDialog.forOne(request, context.getString(title), choices, String.valueOf(now))
        .over(page.getChildFragmentManager());
  }
}
