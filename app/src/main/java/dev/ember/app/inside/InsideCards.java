package dev.ember.app.inside;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.recyclerview.widget.GridLayoutManager;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import java.util.List;
import java.util.function.Consumer;

/** The cards of the screens, under their heading. They do not change while they are shown. */
final class InsideCards extends RecyclerView.Adapter<InsideCards.Holder> {
  private final List<InsideScreen> screens = InsideScreens.all();
  private final Consumer<InsideScreen> opened;

  InsideCards(Consumer<InsideScreen> opened) {
    this.opened = opened;
  }

  /** One view of the grid. */
  static final class Holder extends RecyclerView.ViewHolder {
    Holder(View view) {
      super(view);
    }
  }

  @Override
  public int getItemCount() {
    return screens.size() + 1;
  }

  @Override
  public int getItemViewType(int position) {
    if (position == 0) {
      return R.layout.item_inside_heading;
    }
    return screenAt(position) == InsideScreen.LABELLER
        ? R.layout.item_inside_wide
        : R.layout.item_inside_card;
  }

  private InsideScreen screenAt(int position) {
    return screens.get(position - 1);
  }

  /** What stands over the whole width. */
  GridLayoutManager.SpanSizeLookup spans(int columns) {
    return new GridLayoutManager.SpanSizeLookup() {
      @Override
      public int getSpanSize(int position) {
        return getItemViewType(position) == R.layout.item_inside_card ? 1 : columns;
      }
    };
  }

  @Override
  public Holder onCreateViewHolder(ViewGroup parent, int viewType) {
    return new Holder(LayoutInflater.from(parent.getContext()).inflate(viewType, parent, false));
  }

  @Override
  public void onBindViewHolder(Holder holder, int position) {
    if (position == 0) {
      return;
    }
    InsideScreen screen = screenAt(position);
    View card = holder.itemView;
    ViewCompat.<ImageView>requireViewById(card, R.id.inside_card_icon)
        .setImageResource(screen.icon());
    ViewCompat.<TextView>requireViewById(card, R.id.inside_card_title).setText(screen.title());
    ViewCompat.<TextView>requireViewById(card, R.id.inside_card_line).setText(screen.line());
    card.setOnClickListener(view -> opened.accept(screen));
  }
}
