package dev.ember.app.inside.labeller;

import android.content.Context;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.recyclerview.widget.AsyncDifferConfig;
import androidx.recyclerview.widget.DiffUtil;
import androidx.recyclerview.widget.ListAdapter;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.data.ChoiceEntity;
import dev.ember.app.data.Verdict;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What was chosen, a row each. */
final class ChoiceAdapter extends ListAdapter<ChoiceEntity, ChoiceAdapter.Holder> {
  private final Consumer<ChoiceEntity> delete;

  static final class Holder extends RecyclerView.ViewHolder {
    Holder(View row) {
      super(row);
    }
  }

  ChoiceAdapter(Executor comparing, Consumer<ChoiceEntity> delete) {
    super(
        new AsyncDifferConfig.Builder<>(new ById()).setBackgroundThreadExecutor(comparing).build());
    this.delete = delete;
  }

  @Override
  public int getItemViewType(int position) {
    return R.layout.item_choice;
  }

  @Override
  public Holder onCreateViewHolder(ViewGroup parent, int layout) {
    return new Holder(LayoutInflater.from(parent.getContext()).inflate(layout, parent, false));
  }

  @Override
  public void onBindViewHolder(Holder holder, int position) {
    ChoiceEntity choice = getItem(position);
    View row = holder.itemView;
    Context context = row.getContext();
    boolean equal = choice.verdict() == Verdict.EQUAL;
    text(row, R.id.choice_prompt, choice.prompt());
    text(
        row,
        R.id.choice_better,
        context.getString(
            equal ? R.string.labeller_equal_to : R.string.labeller_better,
            PairLines.chosen(choice)));
    text(
        row,
        R.id.choice_worse,
        context.getString(
            equal ? R.string.labeller_equal_to : R.string.labeller_worse,
            PairLines.rejected(choice)));
    View button = ViewCompat.requireViewById(row, R.id.choice_delete);
    button.setContentDescription(context.getString(R.string.labeller_delete, choice.prompt()));
    button.setOnClickListener(view -> delete.accept(choice));
  }

  private static void text(View row, int id, String words) {
    ViewCompat.<TextView>requireViewById(row, id).setText(words);
  }

  private static final class ById extends DiffUtil.ItemCallback<ChoiceEntity> {
    @Override
    public boolean areItemsTheSame(ChoiceEntity before, ChoiceEntity now) {
      return before.id() == now.id();
    }

    @Override
    public boolean areContentsTheSame(ChoiceEntity before, ChoiceEntity now) {
      return before.equals(now);
    }
  }
}
