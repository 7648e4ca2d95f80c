package dev.ember.app.inside.why;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.annotation.LayoutRes;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next word at a place of the chat's last answer, under the settings as they are being moved.
 * Not there where there is no answer yet, or nothing is known of how it was drawn.
 */
public final class NextStrip {
  /** So much of the text is enough to know the place. */
  private static final int TAIL_CHARS = 32;

  /** A bar that can still be seen. */
  private static final float LEAST_SHARE = 0.02f;

  private final View card;
  private final WhyWords words;
  private final NextWordsModel model;
  private @Nullable SamplingOptions settings;

  /**
   * @param owner of the sheet
   * @param card the layout {@code next_strip}
   */
  public NextStrip(Fragment owner, View card, long chatId, AppScope scope) {
    this.card = card;
    words = new WhyWords(card.getContext());
    model = new ViewModelProvider(owner, NextWordsModel.factory(scope)).get(NextWordsModel.class);
    model.open(chatId);
    model.words().observe(owner.getViewLifecycleOwner(), found -> show());
  }

  /** The settings have changed. */
  public void show(SamplingOptions now) {
    if (!now.equals(settings)) {
      settings = now;
      show();
    }
  }

  private void show() {
    NextWords found = model.words().getValue();
    SamplingOptions now = settings;
    if (found == null || now == null) {
      return;
    }
    String title = card.getResources().getString(R.string.next_after, tail(found.before().trim()));
    ViewCompat.<TextView>requireViewById(card, R.id.next_title).setText(title);
    List<Candidate> candidates = found.under(now);
    showBars(ViewCompat.requireViewById(card, R.id.next_bars), candidates);
    showWords(ViewCompat.requireViewById(card, R.id.next_words), candidates);
    card.setVisibility(View.VISIBLE);
  }

  private static void showBars(ViewGroup bars, List<Candidate> candidates) {
    fill(bars, R.layout.next_bar, candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      View bar = bars.getChildAt(i);
      ((LinearLayout.LayoutParams) bar.getLayoutParams()).weight =
          Math.max(LEAST_SHARE, candidates.get(i).last());
      bar.requestLayout();
    }
  }

  private void showWords(ViewGroup flow, List<Candidate> candidates) {
    fill(flow, R.layout.next_word, candidates.size());
    List<String> seen = words.names(candidates);
    List<String> heard = words.aloud().names(candidates);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      View word = flow.getChildAt(i);
      String share = words.percent(candidates.get(i).last());
      ViewCompat.<TextView>requireViewById(word, R.id.next_word).setText(seen.get(i));
      ViewCompat.<TextView>requireViewById(word, R.id.next_share).setText(share);
      all.add(card.getResources().getString(R.string.next_share, heard.get(i), share));
    }
    flow.setContentDescription(
        String.join(card.getResources().getString(R.string.stats_join), all));
  }

  private static void fill(ViewGroup group, @LayoutRes int layout, int count) {
    while (group.getChildCount() > count) {
      group.removeViewAt(group.getChildCount() - 1);
    }
    while (group.getChildCount() < count) {
      group.addView(LayoutInflater.from(group.getContext()).inflate(layout, group, false));
    }
  }

  /** Cut before a word, and never within a character. */
  private static String tail(String text) {
    if (text.length() <= TAIL_CHARS) {
      return text;
    }
    int from =
        text.offsetByCodePoints(
            text.length(), -text.codePointCount(text.length() - TAIL_CHARS, text.length()));
    int space = text.indexOf(' ', from);
    return "\u2026" + text.substring(space < 0 ? from : space + 1);
  }
}
