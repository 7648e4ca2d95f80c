package dev.ember.app.inside.attention;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.chip.Chip;
import com.google.android.material.chip.ChipGroup;
import dev.ember.app.R;
import dev.ember.app.inside.page.PieceSpelling;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.app.widget.LyingPage;
import dev.ember.inference.observe.AttentionMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tab with the map: layer and head, the grid, and what one token looks at. */
final class MapPanel {
  /** More would be rounded to nothing. */
  private static final int LISTED = 5;

  /** As many as are spoken of a row that is only passed by. */
  private static final int SPOKEN = 3;

  /** Weaker lines would be a cobweb: the third step of the scale. */
  private static final float LEAST_LINE = 0.03f;

  /** From here on the beginning of the text is where a head rests. */
  private static final float RESTS = 0.5f;

  /** Material's, of what is disabled. */
  private static final float DISABLED_ALPHA = 0.38f;

  /** From this size of font on, a word takes twice the width of its bar, else it would be cut. */
  private static final float LARGE_FONT = 1.3f;

  private static final float WORD_SHARE = 4;
  private static final float BAR_SHARE = 2;

  private final View root;
  private final AttentionModel model;
  private final LookWords words;
  private @Nullable AttentionLook look;

  MapPanel(View root, AttentionModel model) {
    this.root = root;
    this.model = model;
    words = new LookWords(root.getContext());
    LyingPage.arrange(ViewCompat.requireViewById(root, R.id.attention_map));
    step(R.id.attention_layer_less, choice -> choice.withLayer(choice.layer() - 1));
    step(R.id.attention_layer_more, choice -> choice.withLayer(choice.layer() + 1));
    step(R.id.attention_row_before, choice -> choice.withRow(choice.row() - 1));
    step(R.id.attention_row_after, choice -> choice.withRow(choice.row() + 1));
    ViewCompat.<AttentionGrid>requireViewById(root, R.id.attention_grid)
        .onRow(row -> change(choice -> choice.withRow(row)));
    ViewCompat.<SentenceLines>requireViewById(root, R.id.attention_lines)
        .onToken(row -> change(choice -> choice.withRow(row)));
  }

  private void step(int button, UnaryOperator<AttentionChoice> change) {
    ViewCompat.requireViewById(root, button).setOnClickListener(view -> change(change));
  }

  private void change(UnaryOperator<AttentionChoice> change) {
    AttentionLook shown = look;
    if (shown != null) {
      model.choose(change.apply(model.choice().within(shown)).within(shown));
      show(shown);
    }
  }

  /** Shows what of a look is chosen. */
  void show(AttentionLook shown) {
    look = shown;
    AttentionChoice choice = model.choice().within(shown);
    AttentionMap map = shown.map(choice);
    showControls(shown, choice);
    ViewCompat.<AttentionGrid>requireViewById(root, R.id.attention_grid)
        .show(
            shown.labels(),
            map,
            choice.row(),
            row -> words.row(shown.pieces().get(row), shown.glances(map, row, SPOKEN)));
    TokenPiece reading = shown.pieces().get(choice.row());
    PieceSpelling.show(
        ViewCompat.requireViewById(root, R.id.attention_reading),
        reading(reading.name()),
        reading(reading.aloud(root.getResources())));
    List<Glance> glances = shown.glances(map, choice.row(), LISTED);
    list(glances);
    ViewCompat.<SentenceLines>requireViewById(root, R.id.attention_lines)
        .show(
            shown.labels(),
            choice.row(),
            strongest(glances),
            token ->
                words.token(
                    shown.pieces().get(token),
                    token,
                    choice.row(),
                    map.weight(choice.row(), token)));
    boolean rests = choice.row() > 0 && map.weight(choice.row(), 0) >= RESTS;
    ViewCompat.requireViewById(root, R.id.attention_rests)
        .setVisibility(rests ? View.VISIBLE : View.GONE);
  }

  private String reading(String token) {
    return root.getContext().getString(R.string.attention_reading, token);
  }

  private static List<Glance> strongest(List<Glance> glances) {
    List<Glance> drawn = new ArrayList<>(glances);
    drawn.removeIf(glance -> glance.weight() < LEAST_LINE);
    return drawn;
  }

  private void showControls(AttentionLook shown, AttentionChoice choice) {
    set(
        root,
        R.id.attention_layer,
        root.getContext()
            .getString(R.string.attention_layer_of, choice.layer() + 1, shown.layers()));
    enable(R.id.attention_layer_less, choice.layer() > 0);
    enable(R.id.attention_layer_more, choice.layer() + 1 < shown.layers());
    enable(R.id.attention_row_before, choice.row() > 0);
    enable(R.id.attention_row_after, choice.row() + 1 < shown.pieces().size());
    ChipGroup group = ViewCompat.requireViewById(root, R.id.attention_heads);
    while (group.getChildCount() > shown.heads() + 1) {
      group.removeViewAt(group.getChildCount() - 1);
    }
    while (group.getChildCount() < shown.heads() + 1) {
      group.addView(chip(group, group.getChildCount() - 1));
    }
    for (int i = 0; i < group.getChildCount(); i++) {
      ((Chip) group.getChildAt(i)).setChecked(i == choice.head() + 1);
    }
  }

  private Chip chip(ChipGroup group, int head) {
    Chip chip = (Chip) inflater().inflate(R.layout.chip_head, group, false);
    if (head == AttentionChoice.MEAN) {
      chip.setText(R.string.attention_mean);
    } else {
      chip.setText(String.valueOf(head + 1));
      chip.setContentDescription(
          root.getContext().getString(R.string.attention_head_spoken, head + 1));
    }
    chip.setOnClickListener(view -> change(choice -> choice.withHead(head)));
    return chip;
  }

  private LayoutInflater inflater() {
    return LayoutInflater.from(root.getContext());
  }

  private void list(List<Glance> glances) {
    HeatScale scale = new HeatScale(root.getContext());
    ViewGroup rows = ViewCompat.requireViewById(root, R.id.attention_glances);
    rows.removeAllViews();
    for (Glance glance : glances) {
      View row = inflater().inflate(R.layout.row_glance, rows, false);
      if (row.getResources().getConfiguration().fontScale >= LARGE_FONT) {
        weigh(row, R.id.glance_word, WORD_SHARE);
        weigh(row, R.id.glance_bar, BAR_SHARE);
      }
      set(row, R.id.glance_word, glance.piece().name());
      set(row, R.id.glance_percent, words.percent(glance.weight()));
      ViewCompat.<GlanceBar>requireViewById(row, R.id.glance_bar)
          .show(glance.weight(), scale.barColor(glance.weight()));
      row.setContentDescription(words.glance(glance));
      rows.addView(row);
    }
  }

  private static void weigh(View row, int id, float share) {
    View part = ViewCompat.requireViewById(row, id);
    ((LinearLayout.LayoutParams) part.getLayoutParams()).weight = share;
  }

  private void enable(int id, boolean enabled) {
    View view = ViewCompat.requireViewById(root, id);
    view.setEnabled(enabled);
    view.setAlpha(enabled ? 1 : DISABLED_ALPHA);
  }

  private static void set(View in, int id, String text) {
    ViewCompat.<TextView>requireViewById(in, id).setText(text);
  }
}
