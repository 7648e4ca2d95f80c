package dev.ember.app.inside.labeller;

import android.view.View;
import android.view.ViewGroup;
import androidx.recyclerview.widget.RecyclerView;

/** A view above the rows of a list, which scrolls with them. */
final class OneViewAdapter extends RecyclerView.Adapter<OneViewAdapter.Holder> {
  private final View view;

  static final class Holder extends RecyclerView.ViewHolder {
    Holder(View view) {
      super(view);
      setIsRecyclable(false); // there is one
    }
  }

  OneViewAdapter(View view) {
    this.view = view;
  }

  @Override
  public Holder onCreateViewHolder(ViewGroup parent, int type) {
    return new Holder(view);
  }

  @Override
  public void onBindViewHolder(Holder holder, int position) {}

  @Override
  public int getItemCount() {
    return 1;
  }
}
