package dev.ember.app.data;

import android.database.Cursor;
import android.database.SQLException;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.sqlite.db.SupportSQLiteDatabase;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.inference.chat.Role;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chats and messages as they are kept. Each call is one transaction: after a crash it has happened
 * whole or not at all.
 *
 * <pre>
 * repository.submit(() -> repository.rename(chatId, "Colours"));
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * {@link #submit} from any thread, the {@code observe} methods on the main thread, all others on
 * the disk thread.
 */
public final class ChatRepository {
  /** Far above what a file can count up to, so that an id says where its chat is kept. */
  private static final long FIRST_TEMPORARY_ID = 1L << 40;

  /** Nobody comes back to a screen that the system has kept for longer. */
  static final long LONGEST_AWAY_MS = TimeUnit.DAYS.toMillis(30);

  private final EmberDatabase database;
  private final Transactions transactions;
  private final ChatDao chats;
  private final MessageDao messages;
  private final SettingsDao settings;
  private final SearchIndex search;
  private final ChatTitles titles;
  private final MessageTree tree;
  private final ChatTurns turns;
  private final AnswerTraces traces;
  private final ChatCopies copies;
  private final AppExecutors executors;
  private final LongSupplier clockMs;
  private final boolean temporary;
  private long nextTemporaryId = FIRST_TEMPORARY_ID;
  private final MutableLiveData<@Nullable String> storageFault = new MutableLiveData<>();
  private final MutableLiveData<Opening> opening = new MutableLiveData<>(new Opening.Running());

  /**
   * @param defaults what was set for models and for all chats
   */
  private ChatRepository(
      EmberDatabase database,
      SettingsDao defaults,
      AppExecutors executors,
      LongSupplier clockMs,
      boolean temporary) {
    this.temporary = temporary;
    this.database = database;
    this.transactions = new Transactions(database, executors);
    this.chats = database.chats();
    this.messages = database.messages();
    this.settings = database.settings();
    this.search = new SearchIndex(database.search());
    this.titles = new ChatTitles(database);
    this.traces = new AnswerTraces(database.traces());
    this.tree = new MessageTree(messages, search, traces);
    this.copies = new ChatCopies(database, transactions);
    this.executors = executors;
    this.clockMs = clockMs;
    this.turns = new ChatTurns(database, defaults, transactions, tree, clockMs);
  }

  /**
   * @param clockMs milliseconds since the epoch
   */
  public static ChatStores stores(
      Databases databases, AppExecutors executors, LongSupplier clockMs) {
    SettingsDao defaults = databases.kept().settings(); // they go for temporary chats too
    return new ChatStores(
        new ChatRepository(databases.kept(), defaults, executors, clockMs, false),
        new ChatRepository(databases.temporary(), defaults, executors, clockMs, true));
  }

  /** Whether a chat is written nowhere. */
  public static boolean isTemporary(long chatId) {
    return chatId >= FIRST_TEMPORARY_ID;
  }

  /** Runs {@code calls} to this repository on the disk thread, as {@link #attempt} does. */
  public void submit(Runnable calls) {
    executors.disk().execute(() -> attempt(calls));
  }

  /**
   * Runs {@code calls} to this repository. If the database refuses one, for example because the
   * disk is full, {@link #storageFault} says so and the rest is not run. If it does not, the ends
   * of answers that it refused before are stored too, and until they are the fault stays.
   *
   * @return whether all were run
   */
  public boolean attempt(Runnable calls) {
    boolean run = run(calls);
    if (run && run(turns::finishRefused)) {
      storageFault.postValue(null);
    }
    return run;
  }

  private boolean run(Runnable calls) {
    try {
      calls.run();
      return true;
    } catch (SQLException e) {
      storageFault.postValue(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** What the database said when it refused the last call, in English; null if it did not. */
  public LiveData<@Nullable String> storageFault() {
    return storageFault;
  }

  /**
   * The pinned chats, then the others, each newest first; not with every save of an answer.
   *
   * @param archived whether to list what the user has put away, or all else
   * @param limit the most that are read
   */
  public LiveData<List<ChatSummary>> observeSummaries(boolean archived, int limit) {
    return chats.observeSummaries(archived, limit);
  }

  /** Of a few chats, in no order, with every save of an answer. */
  public LiveData<List<ChatSummary>> observeSummaries(List<Long> chatIds) {
    return chats.observeSummaries(chatIds);
  }

  /** The pieces of a query that must all be found, in lower case. */
  public static List<String> searchTerms(String query) {
    return SearchText.terms(query);
  }

  /** Whether a character is a word for a search, as those of scripts without spaces are. */
  public static boolean isWordByItself(int character) {
    return SearchText.standsAlone(character);
  }

  /** Chats with a title or a message that has all words of {@code query}, newest first. */
  public List<SearchHit> find(String query) {
    executors.disk().assertCurrent();
    return search.find(query);
  }

  /** The chat, or null where there is none or it is deleted. */
  public LiveData<@Nullable ChatEntity> observeChat(long chatId) {
    return chats.observe(chatId);
  }

  /** The chat along its chosen alternatives, oldest first. */
  public LiveData<List<PathMessage>> observeMessages(long chatId) {
    return messages.observePath(chatId);
  }

  /** The same, at this moment. */
  public List<MessageEntity> messages(long chatId) {
    return transaction(() -> messages.path(chatId));
  }

  /** The chat that was asked last, of those that are not put away; null if there is none. */
  public @Nullable Long newestChat() {
    return transaction(
        () -> {
          List<Long> newest = messages.newestChats(Role.USER, 1);
          return newest.isEmpty() ? null : newest.get(0);
        });
  }

  /**
   * The last answer with words that the chat answered last shows: a chat whose answers all lie on
   * branches that are not chosen shows none, and the one before it is looked at. Null if none does.
   */
  public @Nullable MessageEntity newestAnswer() {
    return transaction(
        () -> {
          for (long chatId : messages.newestChats(Role.ASSISTANT, Integer.MAX_VALUE)) {
            MessageEntity newest = newestAnswer(chatId);
            if (newest != null) {
              return newest;
            }
          }
          return null;
        });
  }

  private @Nullable MessageEntity newestAnswer(long chatId) {
    MessageEntity newest = null;
    for (MessageEntity message : messages.path(chatId)) {
      newest = message.isAnswer() ? message : newest;
    }
    return newest;
  }

  /** The messages of every branch, oldest first. */
  public List<MessageEntity> allMessages(long chatId) {
    return transaction(() -> messages.all(chatId));
  }

  public @Nullable ChatEntity chat(long chatId) {
    return transaction(() -> chats.find(chatId));
  }

  /** Observe chats and messages only once this is {@link Opening.Done}. */
  public LiveData<Opening> opening() {
    return opening;
  }

  /**
   * Once at the start of the process, before anything else: opens the file; answers that a former
   * process left unfinished become interrupted, deleted chats go for good. A chat without a text
   * stays while its screen may come back.
   */
  public void open() {
    try {
      write(
          () -> {
            tree.interruptUnfinished();
            messages.chatsWithDeleted().forEach(this::eraseDeleted);
            if (chats.purgeLeftovers(clockMs.getAsLong() - LONGEST_AWAY_MS) > 0) {
              search.removeOrphans();
            }
          });
      opening.postValue(new Opening.Done());
      renewSearch();
    } catch (SQLException e) {
      opening.postValue(new Opening.Failed(String.valueOf(e.getMessage())));
    }
  }

  /**
   * After an update has changed how texts are cut for a search: a few of them, then whatever else
   * waits for this thread, then a few more. A long history takes seconds, and nobody waits for it;
   * what is not done when the process ends is done by the next one.
   */
  private void renewSearch() {
    attempt(
        () -> {
          if (transaction(search::renewSome)) {
            executors.disk().execute(this::renewSearch);
          }
        });
  }

  /** The id of a new chat, or of one that was made before and left untouched. */
  public long createChat() {
    return transaction(
        () -> {
          Long untouched = chats.findUntouched();
          if (untouched == null) {
            return insert(ChatEntity.begun("", clockMs.getAsLong()));
          }
          chats.touch(untouched, clockMs.getAsLong()); // it begins now
          return untouched;
        });
  }

  /**
   * The id of a chat that no screen has: one that is open keeps its own draft and file.
   *
   * @param draft for its composer; empty is none
   */
  public long createChatWith(String draft) {
    return transaction(() -> insert(ChatEntity.begun(draft, clockMs.getAsLong())));
  }

  /** Whether nobody has written anything yet. */
  public boolean isUnused() {
    return transaction(() -> !chats.anyUsed());
  }

  private long insert(ChatEntity chat) {
    return chats.insert(temporary ? chat.withId(nextTemporaryId++) : chat);
  }

  /** Names a chat; a blank title gives the name back to the first message. */
  public void rename(long chatId, String title) {
    write(() -> titles.rename(chatId, title));
  }

  /** Hides a chat until {@link #undoDelete} or {@link #purge}. */
  public void delete(long chatId) {
    write(() -> chats.setDeleted(chatId, clockMs.getAsLong()));
  }

  public void undoDelete(long chatId) {
    write(() -> chats.setDeleted(chatId, null));
  }

  /** Removes a deleted chat with all its messages. A chat that is not deleted stays. */
  public void purge(long chatId) {
    write(
        () -> {
          if (chats.purge(chatId) > 0) {
            search.removeOrphans();
          }
        });
  }

  /** Keeps a chat at the top of the list, or no longer. */
  public void setPinned(long chatId, boolean pinned) {
    write(() -> chats.setPinned(chatId, pinned));
  }

  /** Whether a chat is kept at the top of the list. */
  public boolean isPinned(long chatId) {
    return transaction(
        () -> {
          ChatEntity chat = chats.find(chatId);
          return chat != null && chat.pinned();
        });
  }

  /** Puts a chat away, which then is pinned no longer, or back on the list. */
  public void setArchived(long chatId, boolean archived) {
    write(() -> chats.setArchived(chatId, archived));
  }

  /** What happens when this chat is full; null takes the general choice. */
  public void setWhenFull(long chatId, @Nullable WhenFull whenFull) {
    write(() -> chats.setWhenFull(chatId, whenFull));
  }

  public LiveData<List<DefaultsEntity>> observeDefaults() {
    return settings.observeDefaults();
  }

  public void setDefaults(DefaultsEntity defaults) {
    write(() -> settings.put(defaults));
  }

  public LiveData<List<PresetEntity>> observePresets() {
    return settings.observePresets();
  }

  /** Adds a preset, or replaces the one with its id. */
  public long savePreset(PresetEntity preset) {
    return transaction(() -> settings.put(preset));
  }

  public void deletePreset(long presetId) {
    write(() -> settings.deletePreset(presetId));
  }

  /** The unsent text; empty is none. */
  public String draft(long chatId) {
    return transaction(
        () -> {
          ChatEntity chat = chats.find(chatId);
          return chat == null ? "" : chat.draft();
        });
  }

  public void saveDraft(long chatId, String draft) {
    write(() -> chats.setDraft(chatId, draft));
  }

  public void setSystemPrompt(long chatId, SystemPrompt prompt) {
    write(() -> chats.setSystemPrompt(chatId, prompt.text(), prompt.none()));
  }

  /**
   * @param settings null for the model's own
   */
  public void setSampling(long chatId, @Nullable SamplingSettings settings) {
    write(
        () -> {
          ChatEntity chat = chats.find(chatId);
          if (chat != null) {
            chats.update(chat.withSampling(settings));
          }
        });
  }

  /** Shows another alternative of a message: {@code step} 1 is the next, -1 the one before. */
  public void chooseAlternative(long messageId, int step) {
    write(() -> tree.choose(messageId, step));
  }

  /** Chooses those alternatives that lead to a message. */
  public void reveal(long messageId) {
    write(() -> tree.reveal(messageId));
  }

  /** Keeps a message in the model's sight when the window is full, or no longer. */
  public void setMessagePinned(long messageId, boolean pinned) {
    write(() -> messages.setPinned(messageId, pinned));
  }

  /**
   * Takes a message away until {@link #undoDeleteMessage} or {@link #eraseDeletedMessages}. Another
   * alternative takes its place; without one, what follows it stays. A chat that was named after it
   * is so no longer.
   */
  public void deleteMessage(long messageId) {
    write(
        () -> {
          tree.delete(messageId, clockMs.getAsLong());
          nameChatOf(messageId);
        });
  }

  public void undoDeleteMessage(long messageId) {
    write(
        () -> {
          tree.undoDelete(messageId);
          nameChatOf(messageId);
        });
  }

  private void nameChatOf(long messageId) {
    MessageEntity message = messages.find(messageId);
    if (message != null) {
      titles.follow(message.chatId());
    }
  }

  /** From here on deleted messages of a chat cannot come back; another may still offer its own. */
  public void eraseDeletedMessages(long chatId) {
    write(() -> eraseDeleted(chatId));
  }

  private void eraseDeleted(long chatId) {
    database.edits().eraseDeleted(chatId);
    tree.eraseDeleted(chatId);
    titles.follow(chatId);
  }

  /**
   * A new chat that begins as this one does, up to a message.
   *
   * @return its id, or null if there is no such message
   */
  public @Nullable Long branch(long messageId) {
    return transaction(
        () -> {
          MessageEntity last = messages.find(messageId);
          ChatEntity chat = last == null ? null : chats.find(last.chatId());
          if (last == null || chat == null) {
            return null;
          }
          long copy = insert(chat.branch(chat.title(), clockMs.getAsLong()));
          search.putTitle(copy, chat.title());
          tree.copyPath(last, copy);
          titles.follow(copy); // its first question may be another wording
          return copy;
        });
  }

  /** Chats for files, and from them. */
  public ChatCopies copies() {
    return copies;
  }

  /** Questions and their answers, as they come. */
  public ChatTurns turns() {
    return turns;
  }

  /** How answers came to be. */
  public AnswerTraces traces() {
    return traces;
  }

  /**
   * Empties the database's log into its file, which then has everything until {@code read} returns:
   * this thread is the only one that writes.
   */
  public void atRest(Runnable read) {
    executors.disk().assertCurrent();
    SupportSQLiteDatabase open = database.getOpenHelper().getWritableDatabase();
    try (Cursor checkpoint = open.query("PRAGMA wal_checkpoint(TRUNCATE)")) {
      checkpoint.moveToFirst(); // a pragma runs when it is read
    }
    read.run();
  }

  private void write(Runnable body) {
    transactions.write(body);
  }

  private <T extends @Nullable Object> T transaction(Supplier<T> body) {
    return transactions.read(body);
  }
}
