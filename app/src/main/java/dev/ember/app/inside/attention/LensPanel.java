package dev.ember.app.inside.attention;

import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.inside.page.PieceSpelling;
import dev.ember.app.inside.why.TokenName;
import dev.ember.app.widget.LyingPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tab that reads each layer's mind: what it would say next, from the answer down. */
final class LensPanel {
  /** From this size of font on, the words stand below each other. */
  private static final float STACK_FROM = 1.3f;

  /** Material's, of what is disabled. */
  private static final float DISABLED_ALPHA = 0.38f;

  private final View root;
  private final AttentionModel model;
  private final LookWords words;
  private final boolean stacked;
  private @Nullable LensLook look;

  LensPanel(View root, AttentionModel model) {
    this.root = root;
    this.model = model;
    words = new LookWords(root.getContext());
    stacked = root.getResources().getConfiguration().fontScale >= STACK_FROM;
    if (LyingPage.isSo(root)) {
      moveStepsUp();
    }
    ViewCompat.requireViewById(root, R.id.lens_before).setOnClickListener(view -> step(-1));
    ViewCompat.requireViewById(root, R.id.lens_next).setOnClickListener(view -> step(1));
  }

  /** To both sides of the text, where they take no height from the layers. */
  private void moveStepsUp() {
    LinearLayout steps = ViewCompat.requireViewById(root, R.id.lens_steps);
    LinearLayout lens = ViewCompat.requireViewById(root, R.id.attention_lens);
    View text = ViewCompat.requireViewById(root, R.id.lens_text);
    ((ViewGroup) steps.getParent()).removeView(steps);
    lens.removeView(text);
    steps.removeView(ViewCompat.requireViewById(steps, R.id.lens_between));
    steps.addView(
        text, 1, new LinearLayout.LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 1));
    lens.addView(steps, 0);
  }

  private void step(int by) {
    LensLook shown = look;
    if (shown != null) {
      AttentionChoice choice = model.choice();
      model.choose(choice.withRow(shown.within(shown.within(choice.row()) + by)));
      show(shown);
    }
  }

  /** Shows what is said behind the chosen token; nothing if that was not asked yet. */
  void show(LensLook shown) {
    look = shown;
    int place = shown.within(model.choice().row());
    if (!shown.covers(place)) {
      return;
    }
    enable(R.id.lens_before, place > 0);
    enable(R.id.lens_next, place + 1 < shown.tokens());
    showText(shown.upTo(place));
    LinearLayout rows = ViewCompat.requireViewById(root, R.id.lens_rows);
    while (rows.getChildCount() > shown.layers() + 1) {
      rows.removeViewAt(rows.getChildCount() - 1);
    }
    while (rows.getChildCount() < shown.layers() + 1) {
      rows.addView(newRow(rows));
    }
    for (int i = 0; i < rows.getChildCount(); i++) {
      int layers = shown.layers() - i;
      bind(rows.getChildAt(i), shown, place, layers);
    }
    ViewCompat.<TextView>requireViewById(root, R.id.lens_added)
        .setText(words.added(shown.mostAdded(place)));
    TokenName answer = shown.answer(place).name();
    PieceSpelling.show(
        ViewCompat.requireViewById(root, R.id.lens_finding),
        words.finding(shown.settledAfter(place), shown.layers(), words.name(answer)),
        words.finding(shown.settledAfter(place), shown.layers(), words.aloud(answer)));
  }

  private void showText(String upTo) {
    TextView view = ViewCompat.requireViewById(root, R.id.lens_text);
    SpannableStringBuilder text = new SpannableStringBuilder(upTo).append(" ");
    int blank = text.length();
    text.append(' ');
    text.setSpan(new BlankSpan(view), blank, blank + 1, Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    view.setText(text);
    view.setContentDescription(root.getContext().getString(R.string.lens_text_spoken, upTo));
  }

  private View newRow(ViewGroup rows) {
    LinearLayout row =
        (LinearLayout)
            LayoutInflater.from(rows.getContext()).inflate(R.layout.row_lens, rows, false);
    if (stacked) {
      row.setOrientation(LinearLayout.VERTICAL);
      row.setGravity(android.view.Gravity.START);
      fill(ViewCompat.requireViewById(row, R.id.lens_layer), 0);
      LinearLayout cards = ViewCompat.requireViewById(row, R.id.lens_cards);
      cards.setOrientation(LinearLayout.VERTICAL);
      fill(cards, 0);
      for (int i = 0; i < cards.getChildCount(); i++) {
        fill(cards.getChildAt(i), i == 0 ? 0 : gap());
      }
    }
    if (LyingPage.isSo(row)) {
      LinearLayout cards = ViewCompat.requireViewById(row, R.id.lens_cards);
      for (int i = 0; i < cards.getChildCount(); i++) {
        flatten(ViewCompat.requireViewById(cards.getChildAt(i), R.id.lens_line));
      }
    }
    return row;
  }

  /** The number beside the word: more layers are in sight. */
  private static void flatten(LinearLayout line) {
    line.setOrientation(LinearLayout.HORIZONTAL);
    LinearLayout.LayoutParams word =
        (LinearLayout.LayoutParams) line.getChildAt(0).getLayoutParams();
    word.width = 0;
    word.weight = 1;
    line.getChildAt(1).getLayoutParams().width = ViewGroup.LayoutParams.WRAP_CONTENT;
  }

  private int gap() {
    return root.getResources().getDimensionPixelSize(R.dimen.markdown_gap);
  }

  private static void fill(View view, int topMargin) {
    LinearLayout.LayoutParams place = (LinearLayout.LayoutParams) view.getLayoutParams();
    place.width = ViewGroup.LayoutParams.MATCH_PARENT;
    place.weight = 0;
    place.setMarginStart(0);
    place.topMargin = topMargin;
  }

  private void bind(View row, LensLook shown, int place, int layers) {
    List<LensWord> said = shown.words(place, layers);
    int answer = shown.answer(place).token();
    ViewCompat.<TextView>requireViewById(row, R.id.lens_layer)
        .setText(words.layer(layers, shown.layers()));
    row.setContentDescription(words.layerSpoken(layers, shown.layers(), said));
    ViewGroup cards = ViewCompat.requireViewById(row, R.id.lens_cards);
    for (int i = 0; i < cards.getChildCount(); i++) {
      View card = cards.getChildAt(i);
      card.setVisibility(i < said.size() ? View.VISIBLE : View.INVISIBLE);
      if (i < said.size()) {
        bindCard(card, said.get(i), said.get(i).token() == answer);
      }
    }
  }

  private void bindCard(View card, LensWord word, boolean answer) {
    TextView name = ViewCompat.requireViewById(card, R.id.lens_word);
    name.setText(words.name(word.name()));
    name.setTypeface(
        null, answer ? android.graphics.Typeface.BOLD : android.graphics.Typeface.NORMAL);
    ViewCompat.<TextView>requireViewById(card, R.id.lens_percent)
        .setText(words.percent(word.probability()));
    GlanceBar bar = ViewCompat.requireViewById(card, R.id.lens_bar);
    bar.show(
        word.probability(),
        MaterialColors.getColor(bar, com.google.android.material.R.attr.colorTertiary));
  }

  private void enable(int id, boolean enabled) {
    View view = ViewCompat.requireViewById(root, id);
    view.setEnabled(enabled);
    view.setAlpha(enabled ? 1 : DISABLED_ALPHA);
  }
}
