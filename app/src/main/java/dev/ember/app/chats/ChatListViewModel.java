package dev.ember.app.chats;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.Transformations;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.ChatSummary;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.Opening;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.scope.AppScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The list of chats. Lives longer than its screen, holds no view and no context.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
@MainThread
public final class ChatListViewModel extends ViewModel {
  private final ChatRepository repository;
  private final ChatEngine engine;
  private final AppExecutors executors;
  private final LiveData<ChatListState> state;

  /** For {@link ViewModelProvider}. */
  public static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(ChatListViewModel.class, () -> new ChatListViewModel(scope));
  }

  ChatListViewModel(AppScope scope) {
    this.repository = scope.repository();
    this.engine = scope.engine();
    this.executors = scope.executors();
    this.state = Transformations.switchMap(repository.opening(), this::stateAfter);
  }

  private LiveData<ChatListState> stateAfter(Opening opening) {
    if (opening instanceof Opening.Failed failed) {
      return new MutableLiveData<>(new ChatListState.Failed(failed.detail()));
    }
    if (opening instanceof Opening.Running) {
      return new MutableLiveData<>(new ChatListState.Loading());
    }
    return Transformations.distinctUntilChanged(
        Transformations.map(
            repository.observeSummaries(false, Integer.MAX_VALUE), ChatListViewModel::loaded));
  }

  private static ChatListState loaded(List<ChatSummary> summaries) {
    List<ChatRow> rows = new ArrayList<>();
    for (ChatSummary summary : summaries) {
      rows.add(row(summary));
    }
    return new ChatListState.Loaded(rows);
  }

  private static ChatRow row(ChatSummary summary) {
    ChatRow.State state = rowState(summary);
    String text = state == ChatRow.State.DRAFT ? summary.draft() : summary.lastText();
    String preview = text == null ? "" : text.trim().replaceAll("\\s+", " ");
    return new ChatRow(summary.id(), summary.title(), preview, summary.updatedMs(), state);
  }

  /** What is happening comes before what is waiting, and that before what has happened. */
  private static ChatRow.State rowState(ChatSummary summary) {
    if (summary.lastStatus() == MessageStatus.STREAMING) {
      return ChatRow.State.ANSWERING;
    }
    if (!summary.draft().isEmpty()) {
      return ChatRow.State.DRAFT;
    }
    return summary.lastStatus() == MessageStatus.INTERRUPTED
        ? ChatRow.State.INTERRUPTED
        : ChatRow.State.IDLE;
  }

  /** Changes by itself whenever a chat does. */
  public LiveData<ChatListState> state() {
    return state;
  }

  /** What the database said when it refused the last change, in English; null if it did not. */
  public LiveData<@Nullable String> storageFault() {
    return repository.storageFault();
  }

  /**
   * Makes an empty chat, or takes the one that was made before and left untouched. It is listed
   * once it has a message, a draft or a name.
   *
   * @param opened gets its id on the main thread
   */
  public void createChat(LongConsumer opened) {
    repository.submit(
        () -> {
          long id = repository.createChat();
          executors.main().execute(() -> opened.accept(id));
        });
  }

  /** Names a chat; a blank title takes the name back to the one made from the first message. */
  public void rename(long chatId, String title) {
    repository.submit(() -> repository.rename(chatId, title));
  }

  /**
   * Takes a chat off the list and stops its answer. It can come back by {@link #undoDelete} until
   * {@link #purge} or the next start of the app.
   */
  public void delete(long chatId) {
    engine.stop(chatId);
    repository.submit(() -> repository.delete(chatId));
  }

  /** The snackbar's Undo. */
  public void undoDelete(long chatId) {
    repository.submit(() -> repository.undoDelete(chatId));
  }

  /** The snackbar is gone without Undo: the deleted chat goes for good. */
  public void purge(long chatId) {
    repository.submit(() -> repository.purge(chatId));
  }
}
