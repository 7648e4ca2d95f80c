package dev.ember.app.data;

import android.database.SQLException;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import java.util.List;
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
  private final EmberDatabase database;
  private final ChatDao chats;
  private final MessageDao messages;
  private final AppExecutors executors;
  private final LongSupplier clockMs;
  private final MutableLiveData<@Nullable String> storageFault = new MutableLiveData<>();
  private final MutableLiveData<Opening> opening = new MutableLiveData<>(new Opening.Running());

  /**
   * @param clockMs milliseconds since the epoch
   */
  public ChatRepository(EmberDatabase database, AppExecutors executors, LongSupplier clockMs) {
    this.database = database;
    this.chats = database.chats();
    this.messages = database.messages();
    this.executors = executors;
    this.clockMs = clockMs;
  }

  /** Runs {@code calls} to this repository on the disk thread, as {@link #attempt} does. */
  public void submit(Runnable calls) {
    executors.disk().execute(() -> attempt(calls));
  }

  /**
   * Runs {@code calls} to this repository. If the database refuses one, for example because the
   * disk is full, {@link #storageFault} says so and the rest is not run.
   */
  public void attempt(Runnable calls) {
    try {
      calls.run();
      storageFault.postValue(null);
    } catch (SQLException e) {
      storageFault.postValue(String.valueOf(e.getMessage()));
    }
  }

  /** What the database said when it refused the last call, in English; null if it did not. */
  public LiveData<@Nullable String> storageFault() {
    return storageFault;
  }

  public LiveData<List<ChatSummary>> observeSummaries() {
    return chats.observeSummaries();
  }

  /** The chat, or null where there is none or it is deleted. */
  public LiveData<@Nullable ChatEntity> observeChat(long chatId) {
    return chats.observe(chatId);
  }

  /** Oldest first. */
  public LiveData<List<MessageEntity>> observeMessages(long chatId) {
    return messages.observe(chatId);
  }

  /** Observe chats and messages only once this is {@link Opening.Done}. */
  public LiveData<Opening> opening() {
    return opening;
  }

  /**
   * Once at the start of the process, before anything else: opens the file; answers that a former
   * process left unfinished become interrupted, deleted chats go for good.
   */
  public void open() {
    try {
      write(
          () -> {
            messages.interruptStreaming();
            chats.purgeLeftovers();
          });
      opening.postValue(new Opening.Done());
    } catch (SQLException e) {
      opening.postValue(new Opening.Failed(String.valueOf(e.getMessage())));
    }
  }

  /** The id of a new chat, or of one that was made before and left untouched. */
  public long createChat() {
    return transaction(
        () -> {
          Long untouched = chats.findUntouched();
          return untouched != null
              ? untouched
              : chats.insert(ChatEntity.untouched(clockMs.getAsLong()));
        });
  }

  /** Names a chat; a blank title gives the name back to the first message. */
  public void rename(long chatId, String title) {
    write(
        () -> {
          String name = title.trim();
          chats.setTitle(chatId, name.isEmpty() ? titleOfFirst(chatId) : name, !name.isEmpty());
        });
  }

  private @Nullable String titleOfFirst(long chatId) {
    String question = messages.firstQuestion(chatId);
    return question == null ? null : ChatTitle.of(question);
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
    write(() -> chats.purge(chatId));
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

  public void setSystemPrompt(long chatId, String systemPrompt) {
    write(() -> chats.setSystemPrompt(chatId, systemPrompt.trim()));
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

  /**
   * Stores a question with the empty row of its answer, clears the draft and, for the first
   * question, names the chat.
   *
   * @return null if there is no such chat
   */
  public @Nullable Turn ask(long chatId, String question) {
    return transaction(
        () -> {
          ChatEntity chat = chats.find(chatId);
          if (chat == null) {
            return null;
          }
          int position = messages.nextPosition(chatId);
          messages.insert(MessageEntity.question(chatId, position, question, clockMs.getAsLong()));
          chats.setDraft(chatId, "");
          if (chat.title() == null) {
            chats.setTitle(chatId, ChatTitle.of(question), false);
          }
          return beginAnswer(chat);
        });
  }

  /**
   * Removes the last answer and puts an empty row in its place.
   *
   * @return null if the chat has nothing to answer
   */
  public @Nullable Turn askAgain(long chatId) {
    return transaction(
        () -> {
          ChatEntity chat = chats.find(chatId);
          List<MessageEntity> all = messages.list(chatId);
          if (chat == null || all.isEmpty()) {
            return null;
          }
          MessageEntity last = all.get(all.size() - 1);
          switch (last.role()) {
            case ASSISTANT -> messages.delete(last.id());
            case USER -> {}
            case SYSTEM -> throw new AssertionError("system prompts have no row");
          }
          return beginAnswer(chat);
        });
  }

  private Turn beginAnswer(ChatEntity chat) {
    long nowMs = clockMs.getAsLong();
    List<MessageEntity> history = messages.list(chat.id());
    long answerId =
        messages.insert(
            MessageEntity.emptyAnswer(chat.id(), messages.nextPosition(chat.id()), nowMs));
    chats.touch(chat.id(), nowMs);
    return new Turn(chat.id(), answerId, history, chat.systemPrompt(), chat.sampling());
  }

  /** Keeps what is written so far. No effect on an answer that has ended. */
  public void saveProgress(long answerId, String body, int tokens) {
    write(() -> messages.saveProgress(answerId, body, tokens));
  }

  /** Keeps the end of an answer. No effect if its chat was removed meanwhile. */
  public void finish(long answerId, AnswerEnd end) {
    write(
        () -> {
          MessageEntity answer = messages.find(answerId);
          if (answer != null) {
            messages.update(answer.ended(end));
            chats.touch(answer.chatId(), clockMs.getAsLong());
          }
        });
  }

  private void write(Runnable body) {
    executors.disk().assertCurrent();
    database.runInTransaction(body);
  }

  private <T extends @Nullable Object> T transaction(Supplier<T> body) {
    executors.disk().assertCurrent();
    return database.runInTransaction(body::get);
  }
}
