package dev.ember.app.models;

import android.content.Context;
import android.view.View;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.annotation.DrawableRes;
import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.library.ModelCard;
import dev.ember.app.widget.DialogBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The window and the threads of one model on this phone. */
final class TuningRows {
  /** A chat of one short turn each way; less is no chat. */
  static final int SMALLEST_WINDOW = 128;

  /** Who keeps what is set. */
  interface Listener {
    void tuned(ModelTuning tuning);
  }

  private final View root;
  private final Context context;
  private final @Nullable Integer measuredThreads;
  private final Listener listener;

  /**
   * @param measuredThreads with how many the model was found to be fastest; null before that
   */
  TuningRows(View root, @Nullable Integer measuredThreads, Listener listener) {
    this.root = root;
    this.context = root.getContext();
    this.measuredThreads = measuredThreads;
    this.listener = listener;
  }

  void show(ModelCard card, ModelTuning tuning) {
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
    List<Integer> windows = windows(card.window());
    List<String> names = new ArrayList<>();
    for (int tokens : windows) {
      names.add(
          tokens == card.window()
              ? context.getString(R.string.tuning_window_all, tokens)
              : context.getString(R.string.fact_window_tokens, ModelWords.number(tokens, 0)));
    }
    choose(
        R.string.tuning_window,
        names,
        windows.indexOf(tuning.window(card.window())),
        which ->
            listener.tuned(
                new ModelTuning(which == 0 ? null : windows.get(which), tuning.threads())));
  }

  private void chooseThreads(ModelTuning tuning) {
    List<String> names = new ArrayList<>();
    for (int threads = 0; threads <= Runtime.getRuntime().availableProcessors(); threads++) {
      names.add(threads(threads));
    }
    choose(
        R.string.tuning_threads,
        names,
        tuning.threads() == null ? 0 : tuning.threads(),
        which ->
            listener.tuned(
                new ModelTuning(
                    tuning.windowTokens(), which == 0 ? null : Integer.valueOf(which))));
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

  private void choose(@StringRes int title, List<String> names, int now, IntConsumer chosen) {
    new DialogBuilder(context)
        .setTitle(title)
        .setSingleChoiceItems(
            names.toArray(new String[0]),
            now,
            (dialog, which) -> {
              dialog.dismiss();
              chosen.accept(which);
            })
        .show();
  }
}
