package dev.ember.app.chats;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Rows of chats. A long press chooses one; what a swipe does is an action of TalkBack too. */
final class ChatRowAdapter extends ListAdapter<ChatListItem, RecyclerView.ViewHolder> {

  /** What can be done to a row. */
  interface Actions {
    void open(ChatRow row);

    /** Chooses it, or no longer. */
    void toggle(ChatRow row);

    void rename(ChatRow row);

    void setPinned(ChatRow row, boolean pinned);

    void setArchived(ChatRow row, boolean archived);

    void delete(ChatRow row);

    /** The end of the rows is near. */
    void wantMore();
  }

  /** Rows from the end at which more are read. */
  private static final int MORE_BEFORE_END = 20;

  /** What has changed of a row, where it is its time alone. */
  private static final Object TIME = new Object();

  private final Actions actions;
  private final LongSupplier clockMs;
  private boolean selecting;
  private @Nullable Long open;

  /**
   * @param comparing compares the rows of one state with those of the next
   * @param clockMs says how long ago a chat was written in
   */
  ChatRowAdapter(Actions actions, Executor comparing, LongSupplier clockMs) {
    super(
        new AsyncDifferConfig.Builder<>(new ById()).setBackgroundThreadExecutor(comparing).build());
    this.actions = actions;
    this.clockMs = clockMs;
  }

  /** Whether a tap chooses instead of opening. */
  void setSelecting(boolean value) {
    selecting = value;
  }

  /** The chat that is open beside the list. */
  void setOpen(@Nullable Long chatId) {
    Long before = open;
    open = chatId;
    for (int i = 0; i < getItemCount(); i++) {
      if (isChat(i, before) != isChat(i, chatId)) {
        notifyItemChanged(i);
      }
    }
  }

  /** Says anew how long ago each chat was written in. */
  void showTimes() {
    notifyItemRangeChanged(0, getItemCount(), TIME);
  }

  private boolean isChat(int position, @Nullable Long id) {
    return id != null
        && getItem(position) instanceof ChatListItem.Chat
        && getItem(position).id() == id;
  }

  @Override
  public int getItemViewType(int position) {
    return getItem(position) instanceof ChatListItem.Heading
        ? R.layout.item_chat_heading
        : R.layout.item_chat;
  }

  @Override
  public RecyclerView.ViewHolder onCreateViewHolder(ViewGroup parent, int viewType) {
    if (viewType == R.layout.item_chat_heading) {
      View view = LayoutInflater.from(parent.getContext()).inflate(viewType, parent, false);
      return new RecyclerView.ViewHolder(view) {};
    }
    ChatRowHolder holder = new ChatRowHolder(parent);
    holder.itemView.setOnClickListener(
        view -> {
          ChatRow row = row(holder);
          if (row != null && selecting) {
            actions.toggle(row);
          } else if (row != null) {
            actions.open(row);
          }
        });
    holder.itemView.setOnLongClickListener(
        view -> {
          ChatRow row = row(holder);
          if (row != null) {
            actions.toggle(row);
          }
          return row != null;
        });
    holder.itemView.setOnContextClickListener(View::performLongClick); // a mouse's right button
    return holder;
  }

  @Override
  public void onBindViewHolder(RecyclerView.ViewHolder holder, int position) {
    ChatListItem item = getItem(position);
    if (item instanceof ChatListItem.Chat chat && holder instanceof ChatRowHolder row) {
      row.bind(chat, isChat(position, open), clockMs.getAsLong());
      offerTo(row, chat.row());
    } else if (item instanceof ChatListItem.Heading heading) {
      ((TextView) holder.itemView)
          .setText(heading.pinned() ? R.string.heading_pinned : R.string.heading_recent);
    }
    if (position >= getItemCount() - MORE_BEFORE_END) {
      holder.itemView.post(actions::wantMore);
    }
  }

  @Override
  public void onBindViewHolder(RecyclerView.ViewHolder holder, int position, List<Object> changes) {
    if (changes.isEmpty() || changes.stream().anyMatch(change -> change != TIME)) {
      super.onBindViewHolder(holder, position, changes);
    } else if (getItem(position) instanceof ChatListItem.Chat chat
        && holder instanceof ChatRowHolder row) {
      row.bindTime(chat.row(), clockMs.getAsLong());
    }
  }

  /** The row at a place, or null where a heading stands or the place is gone. */
  @Nullable ChatRow row(RecyclerView.ViewHolder holder) {
    int position = holder.getBindingAdapterPosition();
    return position != RecyclerView.NO_POSITION
            && getItem(position) instanceof ChatListItem.Chat chat
        ? chat.row()
        : null;
  }

  private void offerTo(ChatRowHolder holder, ChatRow row) {
    View view = holder.itemView;
    if (view.getTag(R.id.row_offers) instanceof Offered before) {
      before.ids().forEach(id -> ViewCompat.removeAccessibilityAction(view, id));
    }
    List<Integer> ids = new ArrayList<>();
    ids.add(offer(view, R.string.select_chat, () -> actions.toggle(row)));
    ids.add(offer(view, R.string.rename, () -> actions.rename(row)));
    ids.add(
        offer(
            view,
            row.pinned() ? R.string.unpin_chat : R.string.pin_chat,
            () -> actions.setPinned(row, !row.pinned())));
    ids.add(
        offer(
            view,
            row.archived() ? R.string.unarchive : R.string.archive,
            () -> actions.setArchived(row, !row.archived())));
    ids.add(offer(view, R.string.delete, () -> actions.delete(row)));
    view.setTag(R.id.row_offers, new Offered(ids));
  }

  private static int offer(View view, int label, Runnable action) {
    return ViewCompat.addAccessibilityAction(
        view,
        view.getContext().getString(label),
        (v, arguments) -> {
          action.run();
          return true;
        });
  }

  /** Ids of the actions that a view offers to TalkBack. */
  private record Offered(List<Integer> ids) {}

  private static final class ById extends DiffUtil.ItemCallback<ChatListItem> {
    @Override
    public boolean areItemsTheSame(ChatListItem before, ChatListItem after) {
      return before.getClass() == after.getClass() && before.id() == after.id();
    }

    @Override
    public boolean areContentsTheSame(ChatListItem before, ChatListItem after) {
      return before.equals(after);
    }
  }
}
