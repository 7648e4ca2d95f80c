package dev.ember.app.models;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import androidx.annotation.LayoutRes;
import androidx.recyclerview.widget.AsyncDifferConfig;
import androidx.recyclerview.widget.DiffUtil;
import androidx.recyclerview.widget.ListAdapter;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import java.util.concurrent.Executor;

/** The rows of the models screen; the layout is the row's type. */
final class ModelAdapter extends ListAdapter<ModelItem, ModelAdapter.Holder> {
  private final ModelRows rows;

  /** A row's views, which {@link ModelRows} fills. */
  static final class Holder extends RecyclerView.ViewHolder {
    Holder(View row) {
      super(row);
    }
  }

  ModelAdapter(ModelRows rows, Executor comparing) {
    super(
        new AsyncDifferConfig.Builder<>(new ByKey())
            .setBackgroundThreadExecutor(comparing)
            .build());
    this.rows = rows;
  }

  @Override
  public int getItemViewType(int position) {
    return layout(getItem(position));
  }

  private static @LayoutRes int layout(ModelItem item) {
    if (item instanceof ModelItem.Storage) {
      return R.layout.item_model_storage;
    }
    if (item instanceof ModelItem.Working) {
      return R.layout.item_model_job;
    }
    if (item instanceof ModelItem.Heading) {
      return R.layout.item_section;
    }
    return item instanceof ModelItem.Present ? R.layout.item_model : R.layout.item_model_refused;
  }

  @Override
  public Holder onCreateViewHolder(ViewGroup parent, int layout) {
    return new Holder(LayoutInflater.from(parent.getContext()).inflate(layout, parent, false));
  }

  @Override
  public void onBindViewHolder(Holder holder, int position) {
    rows.bind(holder.itemView, getItem(position));
  }

  private static final class ByKey extends DiffUtil.ItemCallback<ModelItem> {
    @Override
    public boolean areItemsTheSame(ModelItem before, ModelItem now) {
      return before.getClass() == now.getClass() && before.key().equals(now.key());
    }

    @Override
    public boolean areContentsTheSame(ModelItem before, ModelItem now) {
      return before.equals(now);
    }

    /** In place: progress comes four times a second, and TalkBack's focus stays. */
    @Override
    public Object getChangePayload(ModelItem before, ModelItem now) {
      return now;
    }
  }
}
