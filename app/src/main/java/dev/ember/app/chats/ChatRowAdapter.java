package dev.ember.app.chats;

import android.view.View;
import android.view.ViewGroup;
import androidx.appcompat.widget.PopupMenu;
import androidx.core.view.ViewCompat;
import androidx.recyclerview.widget.DiffUtil;
import androidx.recyclerview.widget.ListAdapter;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;

/** Rows of chats. A long press, or an action of TalkBack, renames or deletes one. */
final class ChatRowAdapter extends ListAdapter<ChatRow, ChatRowHolder> {

  /** What can be done to a row. */
  interface Actions {
    void open(ChatRow row);

    void rename(ChatRow row);

    void delete(ChatRow row);
  }

  private final Actions actions;

  ChatRowAdapter(Actions actions) {
    super(new ById());
    this.actions = actions;
  }

  @Override
  public ChatRowHolder onCreateViewHolder(ViewGroup parent, int viewType) {
    ChatRowHolder holder = new ChatRowHolder(parent);
    holder.itemView.setOnClickListener(view -> actions.open(row(holder)));
    holder.itemView.setOnLongClickListener(view -> showMenu(view, row(holder)));
    addAction(holder, R.string.rename, () -> actions.rename(row(holder)));
    addAction(holder, R.string.delete, () -> actions.delete(row(holder)));
    return holder;
  }

  @Override
  public void onBindViewHolder(ChatRowHolder holder, int position) {
    holder.bind(getItem(position), System.currentTimeMillis());
  }

  private ChatRow row(RecyclerView.ViewHolder holder) {
    return getItem(holder.getBindingAdapterPosition());
  }

  private static void addAction(ChatRowHolder holder, int label, Runnable action) {
    ViewCompat.addAccessibilityAction(
        holder.itemView,
        holder.itemView.getContext().getString(label),
        (view, arguments) -> {
          action.run();
          return true;
        });
  }

  private boolean showMenu(View anchor, ChatRow row) {
    PopupMenu menu = new PopupMenu(anchor.getContext(), anchor, android.view.Gravity.END);
    menu.inflate(R.menu.chat_row);
    menu.setOnMenuItemClickListener(
        item -> {
          if (item.getItemId() == R.id.menu_rename) {
            actions.rename(row);
          } else {
            actions.delete(row);
          }
          return true;
        });
    menu.show();
    return true;
  }

  private static final class ById extends DiffUtil.ItemCallback<ChatRow> {
    @Override
    public boolean areItemsTheSame(ChatRow before, ChatRow after) {
      return before.id() == after.id();
    }

    @Override
    public boolean areContentsTheSame(ChatRow before, ChatRow after) {
      return before.equals(after);
    }
  }
}
