package dev.ember.app.chats;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.ChatSummary;
import dev.ember.app.data.Opening;
import dev.ember.app.data.SearchHit;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The list of chats. Lives longer than its screen, holds no view and no context. What can be taken
 * back lives here, so it survives a rotation and is never offered after the process has died.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only, but that the disk thread asks whether a search is still wanted. Rows are made
 * on their own thread: a save of an answer, twice a second, tells of all of them.
 */
@MainThread
public final class ChatListViewModel extends ViewModel {
  /** After the last letter of somebody who types: each would look through every message. */
  private static final long SEARCH_MS = 150;

  private final ChatRepository repository;
  private final ChatRepository temporary;
  private final ModelLibrary library;
  private final ChatEngine engine;
  private final AppExecutors executors;
  private final ChatRows maker;
  private final MediatorLiveData<ChatListState> state =
      new MediatorLiveData<>(new ChatListState.Loading());

  private volatile ChatListQuery query = ChatListQuery.first(ChatListState.Showing.CHATS);
  private @Nullable LiveData<List<ChatSummary>> source;
  private boolean open;

  // What the state is made of, as last heard.
  private @Nullable List<ChatRow> rows;
  private final Set<Long> selected = new TreeSet<>();
  private ChatListState.@Nullable Offer offer;

  /** Those of the offer that archiving took from the top of the list; for the disk thread. */
  private Set<Long> unpinned = new HashSet<>();

  /** For {@link ViewModelProvider}. */
  public static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(ChatListViewModel.class, () -> new ChatListViewModel(scope));
  }

  ChatListViewModel(AppScope scope) {
    this.repository = scope.repository();
    this.temporary = scope.stores().temporary();
    this.library = scope.shelf().library();
    this.engine = scope.engine();
    this.executors = scope.executors();
    this.maker = new ChatRows(executors.rows());
    state.addSource(repository.opening(), this::opened);
  }

  private void opened(Opening opening) {
    if (opening instanceof Opening.Failed failed) {
      state.setValue(new ChatListState.Failed(failed.detail()));
    } else if (opening instanceof Opening.Done && !open) {
      open = true;
      ask(query);
    }
  }

  /** Changes by itself whenever a chat does. */
  public LiveData<ChatListState> state() {
    return state;
  }

  private void ask(ChatListQuery next) {
    query = next;
    if (source != null) {
      state.removeSource(source);
      source = null;
    }
    if (!open) {
      return;
    }
    if (next.showing() == ChatListState.Showing.SEARCH) {
      executors.later().schedule(() -> searchIfStillAsked(next), SEARCH_MS);
    } else {
      boolean archived = next.showing() == ChatListState.Showing.ARCHIVE;
      LiveData<List<ChatSummary>> summaries =
          new ListedChats(repository, engine, archived, next.limit());
      source = summaries;
      state.addSource(summaries, found -> make(next, () -> maker.of(found, archived)));
    }
  }

  private void searchIfStillAsked(ChatListQuery asked) {
    if (query.equals(asked)) { // no later letter came
      search(asked);
    }
  }

  private void search(ChatListQuery asked) {
    repository.submit(
        () -> {
          if (!query.equals(asked)) {
            return; // it waited behind the end of an answer, and a later letter came
          }
          List<SearchHit> hits = repository.find(asked.text());
          make(asked, () -> maker.found(hits, asked.text()));
        });
  }

  /** Makes rows and shows them, unless something else has been asked meanwhile. Any thread. */
  private void make(ChatListQuery asked, Supplier<List<ChatRow>> rowsOf) {
    executors
        .rows()
        .execute(
            () -> {
              List<ChatRow> made = rowsOf.get();
              executors.main().execute(() -> show(asked, made));
            });
  }

  private void show(ChatListQuery asked, List<ChatRow> made) {
    if (query.equals(asked)) { // a later letter has its own answer
      rows = made;
      refresh();
    }
  }

  private void refresh() {
    if (rows == null) {
      return;
    }
    ChatListState next =
        new ChatListState.Loaded(query.showing(), query.text(), rows, selected, offer);
    if (!next.equals(state.getValue())) {
      state.setValue(next);
    }
  }

  /** Looks through titles and messages; a blank text shows all chats again. */
  public void search(String text) {
    String wanted = text.trim();
    boolean ends = wanted.isEmpty() && query.showing() == ChatListState.Showing.SEARCH;
    if (ends) {
      ask(ChatListQuery.first(ChatListState.Showing.CHATS));
    } else if (!wanted.isEmpty() && !wanted.equals(query.text())) {
      ask(new ChatListQuery(ChatListState.Showing.SEARCH, wanted, ChatListQuery.PAGE));
    }
  }

  public void showArchive(boolean archive) {
    selected.clear();
    ask(ChatListQuery.first(archive ? ChatListState.Showing.ARCHIVE : ChatListState.Showing.CHATS));
  }

  /** The end of the rows is near. No effect while they are not as many as were asked for. */
  public void wantMore() {
    boolean full = rows != null && rows.size() == query.limit();
    if (full && query.showing() != ChatListState.Showing.SEARCH) {
      ask(query.more());
    }
  }

  /** Chooses a chat, or no longer; the first choice begins a selection, the last ends it. */
  public void toggle(long chatId) {
    if (!selected.remove(chatId)) {
      selected.add(chatId);
    }
    refresh();
  }

  public void clearSelection() {
    selected.clear();
    refresh();
  }

  /**
   * Makes an empty chat, or takes the one that was made before and left untouched. It is listed
   * once it has a message, a draft or a name.
   *
   * @param opened gets its id on the main thread
   */
  public void createChat(LongConsumer opened) {
    create(repository, opened);
  }

  /** As {@link #createChat}, in memory alone: it is never listed, and gone when it is left. */
  public void createTemporaryChat(LongConsumer opened) {
    create(temporary, opened);
  }

  private void create(ChatRepository store, LongConsumer opened) {
    store.submit(
        () -> {
          long id = store.createChat();
          library.forgetChoice(id); // of when it was given out before, and left untouched
          executors.main().execute(() -> opened.accept(id));
        });
  }

  /** Names a chat; a blank title takes the name back to the one made from the first message. */
  public void rename(long chatId, String title) {
    each(List.of(chatId), (store, id) -> store.rename(id, title));
    searchAgain();
  }

  public void setPinned(List<Long> chats, boolean pinned) {
    each(chats, (store, id) -> store.setPinned(id, pinned));
    searchAgain();
  }

  /** Puts chats away, or back on the list; {@link #takeBack} undoes it. */
  public void setArchived(List<Long> chats, boolean archived) {
    settleOffer();
    Set<Long> pinned = new HashSet<>();
    each(
        chats,
        (store, id) -> {
          if (store.isPinned(id)) {
            pinned.add(id);
          }
          store.setArchived(id, archived);
        });
    if (archived) {
      unpinned = pinned;
      offer = new ChatListState.Offer(false, chats);
    }
    leaveSelection(chats);
  }

  /**
   * Takes chats off the list and stops their answers. They can come back by {@link #takeBack} until
   * {@link #settleOffer} or the next start of the app.
   */
  public void delete(List<Long> chats) {
    settleOffer();
    chats.forEach(engine::stop);
    each(chats, (store, id) -> store.delete(id));
    offer = new ChatListState.Offer(true, chats);
    leaveSelection(chats);
  }

  private void leaveSelection(List<Long> chats) {
    selected.removeAll(chats);
    searchAgain();
    refresh();
  }

  /** What a search has found does not follow by itself what becomes of the chats. */
  void searchAgain() {
    if (query.showing() == ChatListState.Showing.SEARCH) {
      search(query);
    }
  }

  /** Undoes what {@link ChatListState.Loaded#offer} says. */
  public void takeBack() {
    ChatListState.Offer undone = offer;
    offer = null;
    if (undone != null) {
      Set<Long> pinned = unpinned;
      each(
          undone.chats(),
          (store, id) -> {
            if (undone.deleted()) {
              store.undoDelete(id);
            } else {
              store.setArchived(id, false);
              if (pinned.contains(id)) {
                store.setPinned(id, true);
              }
            }
          });
      searchAgain();
    }
    refresh();
  }

  /** The offer is over: deleted chats go for good. */
  public void settleOffer() {
    ChatListState.Offer settled = offer;
    offer = null;
    if (settled != null && settled.deleted()) {
      each(settled.chats(), ChatRepository::purge);
    }
    refresh();
  }

  private void each(List<Long> chats, BiConsumer<ChatRepository, Long> step) {
    List<Long> ids = new ArrayList<>(chats);
    repository.submit(() -> ids.forEach(id -> step.accept(repository, id)));
  }
}
