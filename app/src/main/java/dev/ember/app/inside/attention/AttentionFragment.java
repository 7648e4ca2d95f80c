package dev.ember.app.inside.attention;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.chip.Chip;
import com.google.android.material.chip.ChipGroup;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsideInput;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.LabStateView;
import dev.ember.inference.observe.AttentionMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the model looks while it reads a sentence, by layer and head. */
public final class AttentionFragment extends Fragment {
  /** More would be rounded to nothing. */
  private static final int LISTED = 5;

  /** As many as are spoken of a row that is only passed by. */
  private static final int SPOKEN = 3;

  private static final float PERCENT = 100;

  /** Material's, of what is disabled. */
  private static final float DISABLED_ALPHA = 0.38f;

  public AttentionFragment() {
    super(R.layout.fragment_attention);
  }

  private AttentionModel model() {
    return new ViewModelProvider(this).get(AttentionModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    AttentionModel model = model();
    InsidePage page = new InsidePage(this, root, InsideScreen.ATTENTION);
    String asked = page.text().text();
    InsideInput input =
        page.input(
            asked.isEmpty() ? getString(R.string.attention_example) : asked,
            text -> model.show(page.modelId(), text));
    LabStateView state = ViewCompat.requireViewById(root, R.id.inside_state);
    state.onAgain(() -> model.show(page.modelId(), input.text()));
    step(root, R.id.attention_layer_less, choice -> choice.withLayer(choice.layer() - 1));
    step(root, R.id.attention_layer_more, choice -> choice.withLayer(choice.layer() + 1));
    step(root, R.id.attention_row_before, choice -> choice.withRow(choice.row() - 1));
    step(root, R.id.attention_row_after, choice -> choice.withRow(choice.row() + 1));
    ViewCompat.<AttentionGrid>requireViewById(root, R.id.attention_grid)
        .onRow(row -> change(root, choice -> choice.withRow(row)));
    View result = ViewCompat.requireViewById(root, R.id.attention_result);
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            now -> {
              state.show(now);
              result.setVisibility(now instanceof LabState.Done ? View.VISIBLE : View.GONE);
              if (now instanceof LabState.Done<AttentionLook> done) {
                showHeads(root, done.result().heads());
                show(root, done.result());
              }
            });
  }

  /** Another choice of the same look. */
  private interface Change {
    AttentionChoice of(AttentionChoice choice);
  }

  private void step(View root, int button, Change change) {
    ViewCompat.requireViewById(root, button).setOnClickListener(view -> change(root, change));
  }

  private void change(View root, Change change) {
    if (model().state().getValue() instanceof LabState.Done<AttentionLook> done) {
      AttentionLook look = done.result();
      model().choose(change.of(model().choice().within(look)).within(look));
      show(root, look);
    }
  }

  private void showHeads(View root, int heads) {
    ChipGroup group = ViewCompat.requireViewById(root, R.id.attention_heads);
    group.removeAllViews();
    for (int head = AttentionChoice.MEAN; head < heads; head++) {
      Chip chip = (Chip) getLayoutInflater().inflate(R.layout.chip_head, group, false);
      int chosen = head;
      boolean mean = head == AttentionChoice.MEAN;
      chip.setText(mean ? getString(R.string.attention_mean) : number(head + 1));
      if (!mean) {
        chip.setContentDescription(getString(R.string.attention_head_spoken, head + 1));
      }
      chip.setOnClickListener(view -> change(root, choice -> choice.withHead(chosen)));
      group.addView(chip);
    }
  }

  private static String number(int value) {
    return String.valueOf(value);
  }

  private void show(View root, AttentionLook look) {
    AttentionChoice choice = model().choice().within(look);
    AttentionMap map = look.map(choice);
    set(
        root,
        R.id.attention_layer,
        getString(R.string.attention_layer_of, choice.layer() + 1, look.layers()));
    enable(root, R.id.attention_layer_less, choice.layer() > 0);
    enable(root, R.id.attention_layer_more, choice.layer() + 1 < look.layers());
    enable(root, R.id.attention_row_before, choice.row() > 0);
    enable(root, R.id.attention_row_after, choice.row() + 1 < look.labels().size());
    ChipGroup heads = ViewCompat.requireViewById(root, R.id.attention_heads);
    for (int i = 0; i < heads.getChildCount(); i++) {
      ((Chip) heads.getChildAt(i)).setChecked(i == choice.head() + 1);
    }
    ViewCompat.<AttentionGrid>requireViewById(root, R.id.attention_grid)
        .show(look.labels(), map, choice.row(), row -> spoken(look, map, row));
    set(
        root,
        R.id.attention_reading,
        getString(R.string.attention_reading, look.labels().get(choice.row())));
    list(root, look.glances(map, choice.row(), LISTED));
  }

  private void list(View root, List<Glance> glances) {
    ViewGroup rows = ViewCompat.requireViewById(root, R.id.attention_glances);
    rows.removeAllViews();
    for (Glance glance : glances) {
      View row = getLayoutInflater().inflate(R.layout.row_glance, rows, false);
      String percent = percent(glance);
      set(row, R.id.glance_word, glance.label());
      set(row, R.id.glance_percent, percent);
      ViewCompat.<GlanceBar>requireViewById(row, R.id.glance_bar).show(glance.weight());
      row.setContentDescription(
          getString(R.string.attention_glance_spoken, glance.label(), percent));
      rows.addView(row);
    }
  }

  private String percent(Glance glance) {
    return getString(R.string.attention_percent, Math.round(glance.weight() * PERCENT));
  }

  private String spoken(AttentionLook look, AttentionMap map, int row) {
    List<String> parts = new ArrayList<>();
    for (Glance glance : look.glances(map, row, SPOKEN)) {
      parts.add(getString(R.string.attention_glance_spoken, glance.label(), percent(glance)));
    }
    return getString(
        R.string.attention_row_spoken,
        look.labels().get(row),
        String.join(getString(R.string.attention_join), parts));
  }

  private static void enable(View root, int id, boolean enabled) {
    View view = ViewCompat.requireViewById(root, id);
    view.setEnabled(enabled);
    view.setAlpha(enabled ? 1 : DISABLED_ALPHA);
  }

  private static void set(View root, int id, String text) {
    ViewCompat.<TextView>requireViewById(root, id).setText(text);
  }
}
