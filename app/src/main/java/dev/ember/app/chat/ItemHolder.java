package dev.ember.app.chat;

import android.view.View;
import androidx.recyclerview.widget.RecyclerView;

/**
 * Draws one class of row.
 *
 * @param <T> the class
 */
abstract class ItemHolder<T extends ChatItem> extends RecyclerView.ViewHolder {
  private final Class<T> type;

  ItemHolder(View row, Class<T> type) {
    super(row);
    this.type = type;
  }

  abstract void bind(T item);

  /** The same row, only further on. */
  void update(T item) {
    bind(item);
  }

  final void bindItem(ChatItem item) {
    bind(cast(item));
  }

  final void updateItem(ChatItem item) {
    update(cast(item));
  }

  private T cast(ChatItem item) {
    return java.util.Objects.requireNonNull(type.cast(item), "item");
  }
}
