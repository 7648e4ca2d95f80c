package dev.ember.app.models;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.widget.ExpandedSheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a chat another model, and says what that means. */
public final class ModelSheet extends ExpandedSheet {
  public static final String TAG = "model";

  private static final String CHAT_ID = "chatId";

  /** What the rows are made of. */
  private record Shown(List<ModelCard> models, String chosen) {}

  private @Nullable Shown shown;

  public ModelSheet() {
    super(R.layout.sheet_model);
  }

  public static ModelSheet of(long chatId) {
    Bundle arguments = new Bundle();
    arguments.putLong(CHAT_ID, chatId);
    ModelSheet sheet = new ModelSheet();
    sheet.setArguments(arguments);
    return sheet;
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    ViewGroup rows = ViewCompat.requireViewById(root, R.id.sheet_models);
    shown = null; // the views are new
    ModelsFragment.model(this)
        .state()
        .observe(
            getViewLifecycleOwner(),
            state -> {
              if (state.library() != null) {
                show(rows, state.library());
              }
            });
  }

  /** Rows that were touched, or are being read out, stay what they are while nothing is new. */
  private void show(ViewGroup rows, LibraryState library) {
    long chatId = requireArguments().getLong(CHAT_ID);
    Shown next = new Shown(library.models(), ModelsFragment.model(this).modelOf(chatId));
    if (!next.equals(shown)) {
      shown = next;
      fill(rows, next, chatId);
    }
  }

  private void fill(ViewGroup rows, Shown now, long chatId) {
    rows.removeAllViews();
    for (ModelCard card : now.models()) {
      View row = getLayoutInflater().inflate(R.layout.row_choice, rows, false);
      boolean selected = card.id().equals(now.chosen());
      row.setSelected(selected);
      ViewCompat.<ImageView>requireViewById(row, R.id.choice_mark)
          .setImageResource(selected ? R.drawable.ic_24_radio_on : R.drawable.ic_24_radio_off);
      ViewCompat.<TextView>requireViewById(row, R.id.choice_title).setText(card.name());
      ViewCompat.<TextView>requireViewById(row, R.id.choice_more)
          .setText(ModelWords.facts(requireContext(), card));
      row.setOnClickListener(
          view -> {
            ModelsFragment.model(this).choose(chatId, card.id());
            dismiss();
          });
      rows.addView(row);
    }
  }
}
