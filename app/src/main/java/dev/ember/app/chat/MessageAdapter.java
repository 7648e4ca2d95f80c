package dev.ember.app.chat;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import androidx.recyclerview.widget.AsyncDifferConfig;
import androidx.recyclerview.widget.DiffUtil;
import androidx.recyclerview.widget.ListAdapter;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.markdown.MarkdownText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chat. While an answer grows, only its row is bound again, and only in part: the
 * view stays, and so do its selection, its focus and TalkBack's place.
 */
final class MessageAdapter extends ListAdapter<ChatItem, ItemHolder<?>> {
  /** The card's layout serves three classes of rows; these are two of their view types. */
  private static final int MODEL_FAILURE = 1;

  private static final int NOT_SAVED = 2;

  /** Rows that a reader can reach before a thread has drawn them: more than two screens. */
  private static final int NEAR = 16;

  private final MessageActions actions;
  private final MessageMenu menu;
  private final AppExecutors executors;
  private final MarkdownText markdown;
  private List<ChatItem> newest = List.of();
  private int preparedAround;

  MessageAdapter(MessageActions actions, AppExecutors executors, MarkdownText markdown) {
    super(
        new AsyncDifferConfig.Builder<>(new Differences())
            .setBackgroundThreadExecutor(executors.rows())
            .build());
    this.actions = actions;
    this.menu = new MessageMenu(actions);
    this.executors = executors;
    this.markdown = markdown;
    setStateRestorationPolicy(StateRestorationPolicy.PREVENT_WHEN_EMPTY); // rows come later
  }

  /**
   * Shows these rows, once the texts of the last ones are drawn; of several that come meanwhile,
   * the newest.
   *
   * @param shown runs when they are there
   */
  void show(List<ChatItem> items, Runnable shown) {
    newest = items;
    executors
        .rows()
        .execute(
            () -> {
              prepare(items, items.size() - NEAR, items.size());
              executors
                  .main()
                  .execute(
                      () -> {
                        if (newest == items) {
                          submitList(items, shown);
                        }
                      });
            });
  }

  MarkdownText markdown() {
    return markdown;
  }

  /** Draws the texts around a row before somebody scrolls there. */
  private void prepareAround(int position) {
    if (Math.abs(position - preparedAround) >= NEAR / 2) {
      preparedAround = position;
      List<ChatItem> items = getCurrentList();
      executors.rows().execute(() -> prepare(items, position - NEAR, position + NEAR));
    }
  }

  private void prepare(List<ChatItem> items, int from, int to) {
    for (int i = Math.max(0, from); i < Math.min(to, items.size()); i++) {
      if (items.get(i) instanceof ChatItem.Answer answer) {
        markdown.prepare(answer.text());
      }
    }
  }

  /** The layout is the view type. */
  @Override
  public int getItemViewType(int position) {
    ChatItem item = getItem(position);
    if (item instanceof ChatItem.Question) {
      return R.layout.item_question;
    }
    if (item instanceof ChatItem.Answer) {
      return R.layout.item_answer;
    }
    if (item instanceof ChatItem.Interrupted) {
      return R.layout.item_interrupted;
    }
    if (item instanceof ChatItem.CutLine) {
      return R.layout.item_cut_line;
    }
    if (item instanceof ChatItem.SmallModel) {
      return R.layout.item_small_model;
    }
    if (item instanceof ChatItem.WindowFull) {
      return R.layout.item_window_full;
    }
    if (item instanceof ChatItem.ModelFailure) {
      return MODEL_FAILURE;
    }
    return item instanceof ChatItem.NotSaved ? NOT_SAVED : R.layout.item_failure;
  }

  @Override
  public ItemHolder<?> onCreateViewHolder(ViewGroup parent, int viewType) {
    boolean card = viewType == MODEL_FAILURE || viewType == NOT_SAVED;
    int layout = card ? R.layout.item_failure : viewType;
    View row = LayoutInflater.from(parent.getContext()).inflate(layout, parent, false);
    if (viewType == R.layout.item_question) {
      return new QuestionHolder(row, actions, menu);
    }
    if (viewType == R.layout.item_answer) {
      return new AnswerHolder(row, actions, menu, markdown);
    }
    if (viewType == R.layout.item_interrupted) {
      return new InterruptedHolder(row, actions);
    }
    if (viewType == R.layout.item_cut_line) {
      return cutLine(row);
    }
    if (viewType == R.layout.item_small_model) {
      return new FixedHolder<>(row, ChatItem.SmallModel.class);
    }
    if (viewType == R.layout.item_window_full) {
      return new WindowFullHolder(row, actions);
    }
    return switch (viewType) {
      case MODEL_FAILURE -> FailureHolder.ofModel(row, actions);
      case NOT_SAVED -> FailureHolder.ofStorage(row, actions);
      default -> FailureHolder.ofAnswer(row, actions);
    };
  }

  private ItemHolder<ChatItem.CutLine> cutLine(View row) {
    row.setOnClickListener(view -> actions.openWindow());
    return new FixedHolder<>(row, ChatItem.CutLine.class);
  }

  /** A row whose layout says all. */
  private static final class FixedHolder<T extends ChatItem> extends ItemHolder<T> {
    FixedHolder(View row, Class<T> type) {
      super(row, type);
    }

    @Override
    void bind(T item) {}
  }

  @Override
  public void onBindViewHolder(ItemHolder<?> holder, int position) {
    prepareAround(position);
    holder.bindItem(getItem(position));
  }

  @Override
  public void onBindViewHolder(ItemHolder<?> holder, int position, List<Object> payloads) {
    if (payloads.isEmpty()) {
      onBindViewHolder(holder, position);
    } else {
      holder.updateItem(getItem(position));
    }
  }

  private static final class Differences extends DiffUtil.ItemCallback<ChatItem> {
    private static final Object FURTHER_ON = new Object();

    @Override
    public boolean areItemsTheSame(ChatItem before, ChatItem after) {
      return before.getClass() == after.getClass() && before.id() == after.id();
    }

    @Override
    public boolean areContentsTheSame(ChatItem before, ChatItem after) {
      return before.equals(after);
    }

    @Override
    public @Nullable Object getChangePayload(ChatItem before, ChatItem after) {
      boolean sameLook =
          before instanceof ChatItem.Question
              || (before instanceof ChatItem.Answer was
                  && after instanceof ChatItem.Answer is
                  && was.forgotten() == is.forgotten());
      return sameLook ? FURTHER_ON : null;
    }
  }
}
