package dev.ember.app.chat;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.Opening;
import dev.ember.app.data.PathMessage;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.data.UnsentQuestion;
import dev.ember.app.data.WhenFull;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.LiveAnswer;
import dev.ember.app.engine.ModelState;
import dev.ember.app.library.LibraryModels;
import dev.ember.app.scope.AppScope;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One chat. Lives longer than its screen, holds no view and no context. An answer goes on when the
 * screen is left.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
@MainThread
public final class ChatViewModel extends ViewModel {
  private final AppScope scope;
  private final ChatEngine engine;
  private final AppExecutors executors;

  private final MediatorLiveData<ChatScreen> state =
      new MediatorLiveData<>(new ChatScreen.Loading());

  /** What is known once a chat is open. */
  private @Nullable Opened opened;

  // What the state is made of, as last heard.
  private @Nullable ChatEntity chat;
  private @Nullable List<PathMessage> messages;
  private List<DefaultsEntity> defaults = List.of();
  private List<PresetEntity> presets = List.of();
  private LiveAnswer live = LiveAnswer.NONE;
  private ChatModel model = ChatModel.UNKNOWN;

  /** The answer that stood there when a question was sent: it is no sign of that question. */
  private @Nullable Long answeredBefore;

  private ChatState.Pending pending = ChatState.Pending.NOTHING;
  private Tints tints = Tints.NONE;

  /** The engine keeps this chat's newest answer for us. */
  private boolean watching;

  private record Opened(
      long chatId, ChatRepository repository, ComposerDraft draft, TintReader sureness) {}

  /** For {@link ViewModelProvider}. */
  public static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(ChatViewModel.class, () -> new ChatViewModel(scope));
  }

  ChatViewModel(AppScope scope) {
    this.scope = scope;
    this.engine = scope.engine();
    this.executors = scope.executors();
  }

  /**
   * Shows a chat and begins to load the model. Again with the same chat, as after a rotation: no
   * effect.
   *
   * @throws IllegalStateException if another chat is open: each chat has its own view model
   */
  public void open(long chatId) {
    AppExecutors.assertMain();
    if (opened != null) {
      if (opened.chatId() != chatId) {
        throw new IllegalStateException(
            "expected chat " + opened.chatId() + " but found " + chatId);
      }
      return;
    }
    ChatRepository repository = scope.repositoryOf(chatId);
    opened =
        new Opened(
            chatId,
            repository,
            new ComposerDraft(repository, executors, this::editing),
            new TintReader(repository, executors, this::tint));
    engine.load(chatId);
    state.addSource(
        repository.opening(),
        opening -> {
          if (opening instanceof Opening.Done) {
            state.removeSource(repository.opening());
            observe(chatId);
          } else if (opening instanceof Opening.Failed) {
            state.setValue(new ChatScreen.Gone()); // the list says why
          }
        });
  }

  private Opened opened() {
    if (opened == null) {
      throw new IllegalStateException("expected an open chat but found none");
    }
    return opened;
  }

  private long chatId() {
    return opened().chatId();
  }

  private ChatRepository repository() {
    return opened().repository();
  }

  private void submit(Consumer<ChatRepository> calls) {
    ChatRepository repository = repository();
    repository.submit(() -> calls.accept(repository));
  }

  private void observe(long chatId) {
    state.addSource(
        repository().observeChat(chatId),
        found -> {
          chat = found;
          if (found == null) {
            state.setValue(new ChatScreen.Gone());
          }
          refresh();
        });
    state.addSource(
        repository().observeMessages(chatId),
        found -> {
          messages = found;
          opened().sureness().follow(found);
          refresh();
        });
    watching = true;
    state.addSource(engine.live(chatId), this::follow);
    state.addSource(engine.model(), anyModel -> refresh());
    state.addSource(scope.shelf().library().state(), choices -> refresh());
    state.addSource(repository().storageFault(), fault -> refresh());
    state.addSource(
        scope.repository().observeDefaults(),
        found -> {
          defaults = found;
          refresh();
        });
    state.addSource(
        scope.repository().observePresets(),
        found -> {
          presets = found;
          refresh();
        });
    opened().draft().open(chatId);
  }

  private void follow(LiveAnswer answer) {
    live = answer;
    if (answer.answerId() != null && !answer.answerId().equals(answeredBefore)) {
      opened().draft().stored();
    } else if (answer.phase() instanceof AnswerPhase.Idle) {
      opened().draft().refused();
    }
    refresh();
  }

  private void refresh() {
    ModelState loaded = engine.model().getValue();
    if (chat == null || messages == null || loaded == null) {
      return;
    }
    String id = engine.modelOf(chatId());
    LibraryModels models = scope.shelf().models();
    model = model.seen(id, models.nameOf(id), loaded, models.windowSet(id));
    ChatState next =
        ChatAssembly.state(
            new ChatParts(
                chat,
                messages,
                live,
                model,
                repository().storageFault().getValue(),
                defaults,
                presets,
                pending,
                tints));
    if (!next.equals(state.getValue())) {
      state.setValue(next);
    }
  }

  public LiveData<ChatScreen> state() {
    return state;
  }

  /** Whether answers are slower now because the phone is warm. */
  public LiveData<Boolean> slowedByWarmth() {
    return engine.slowedByWarmth();
  }

  /**
   * The text that the composer should hold: the saved draft once the chat is open, nothing once a
   * message is sent, and that message again if it could not be saved. A screen that is made anew
   * hears the last of them again, which is not to be put over what was typed since.
   */
  public LiveData<String> draft() {
    return opened().draft().text();
  }

  /** There is a field again, which has its text from the screen, or else gets it once more. */
  public void showDraft(boolean kept) {
    opened().draft().shown(kept);
  }

  /** Call it at every keystroke: it is saved twice a second at most. */
  public void saveDraft(String text) {
    AppExecutors.assertMain();
    opened().draft().typed(text);
  }

  /**
   * Whether anything was said here, or is written and not sent. Not where the chat was never shown:
   * the system makes the screens anew that lie below another, and what a temporary chat had is
   * gone.
   */
  boolean hasWords() {
    return (messages != null && !messages.isEmpty())
        || (opened != null && opened.draft().hasWords());
  }

  /** As {@link #send(UnsentQuestion, String)}, of a text without a file. */
  public boolean send(String text) {
    return send(UnsentQuestion.of(text), text);
  }

  /**
   * Sends a message, or another wording of the question that is being edited. The draft is cleared
   * in the same transaction that stores the message.
   *
   * @param back what the composer holds again if the message is not stored
   * @return false, and nothing happens, if the message is blank or this chat is being answered:
   *     keep the text in the composer
   */
  boolean send(UnsentQuestion message, String back) {
    AppExecutors.assertMain();
    UnsentQuestion question = new UnsentQuestion(message.text().trim(), message.attachment());
    if (question.text().isEmpty()) {
      return false;
    }
    Long before = live.answerId();
    Long edited = pending.editing();
    boolean taken =
        edited == null
            ? engine.send(chatId(), question)
            : engine.sendEdited(chatId(), edited, question);
    if (taken) {
      answeredBefore = before;
      opened().draft().sent(back.trim());
      setPending(new ChatState.Pending(null, pending.deleted()));
    }
    return taken;
  }

  /** Puts a question into the composer, to be sent in another wording. */
  public void edit(long questionId, String question) {
    opened().draft().beginEdit(questionId, question);
    editing(questionId);
  }

  private void editing(long questionId) {
    setPending(new ChatState.Pending(questionId, pending.deleted()));
  }

  /** Gives back what the composer held before {@link #edit}. No effect if none is on. */
  public void cancelEdit() {
    opened().draft().endEdit();
    setPending(new ChatState.Pending(null, pending.deleted()));
  }

  /** Ends the answer that is being written, else an edit; false if there is neither. */
  public boolean escape() {
    if (!(state.getValue() instanceof ChatState now)) {
      return false;
    }
    if (now.answering()) {
      stop();
    } else if (pending.editing() != null) {
      cancelEdit();
    } else {
      return false;
    }
    return true;
  }

  /** Whether to show how sure the model was of each word; so far as it was written down. */
  void showSureness(boolean on) {
    opened().sureness().want(on);
  }

  private void tint(Tints found) {
    tints = found;
    refresh();
  }

  private void setPending(ChatState.Pending next) {
    pending = next;
    refresh();
  }

  /** Ends the answer within one token; what was written is kept. No effect if none runs. */
  public void stop() {
    engine.stop(chatId());
  }

  /**
   * Answers the last user message again; the old answer stays as an alternative.
   *
   * @return false, and nothing happens, if this chat is being answered or has no message
   */
  public boolean regenerate() {
    return messages != null && !messages.isEmpty() && engine.regenerate(chatId());
  }

  /** As {@link #regenerate}, for any answer. */
  public boolean answerAgain(long answerId) {
    return engine.answerAgain(chatId(), answerId);
  }

  /** Goes on with an answer that broke off. False, and nothing happens, as for the others. */
  public boolean continueAnswer(long answerId) {
    return engine.continueAnswer(chatId(), answerId);
  }

  /** Shows the alternative before ({@code step} -1) or behind (1) a message. */
  public void chooseAlternative(long messageId, int step) {
    submit(repository -> repository.chooseAlternative(messageId, step));
  }

  /** Shows a message on whatever branch it lies. */
  public void reveal(long messageId) {
    submit(repository -> repository.reveal(messageId));
  }

  public void pinMessage(long messageId, boolean pinned) {
    submit(repository -> repository.setMessagePinned(messageId, pinned));
  }

  /**
   * Takes a message away; it can come back by {@link #undoDeleteMessage} for a while. Another
   * wording of it stays in the composer.
   */
  public void deleteMessage(long messageId) {
    long chatId = chatId();
    boolean edited = opened().draft().deleted(messageId, body(messageId));
    submit(
        repository -> {
          repository.eraseDeletedMessages(chatId);
          repository.deleteMessage(messageId);
        });
    setPending(new ChatState.Pending(edited ? null : pending.editing(), messageId));
  }

  private @Nullable String body(long messageId) {
    for (PathMessage each : messages == null ? List.<PathMessage>of() : messages) {
      if (each.message().id() == messageId) {
        return each.message().body();
      }
    }
    return null;
  }

  public void undoDeleteMessage() {
    Long deleted = pending.deleted();
    if (deleted != null) {
      submit(repository -> repository.undoDeleteMessage(deleted));
      setPending(new ChatState.Pending(pending.editing(), null));
      opened().draft().restored(deleted);
    }
  }

  /** The offer to undo is over. */
  public void eraseDeletedMessage() {
    if (pending.deleted() != null) {
      long chatId = chatId();
      submit(repository -> repository.eraseDeletedMessages(chatId));
      setPending(new ChatState.Pending(pending.editing(), null));
    }
  }

  /**
   * Makes a chat that begins as this one does, up to a message.
   *
   * @param branched gets its id on the main thread
   */
  public void branch(long messageId, LongConsumer branched) {
    long chatId = chatId();
    submit(
        repository -> {
          Long id = repository.branch(messageId);
          if (id != null) {
            scope.shelf().library().copyChoice(chatId, id);
            executors.main().execute(() -> branched.accept(id));
          }
        });
  }

  /**
   * Makes a chat whose composer holds a question.
   *
   * @param made gets its id on the main thread
   */
  public void newChatWith(String question, LongConsumer made) {
    long chatId = chatId();
    submit(
        repository -> {
          long id = repository.createChatWith(question);
          scope.shelf().library().copyChoice(chatId, id);
          executors.main().execute(() -> made.accept(id));
        });
  }

  /** After {@link dev.ember.app.engine.ModelState.Failed}: tries to load the model once more. */
  public void reloadModel() {
    engine.load(chatId());
  }

  /** The same, whatever it risks: the user was told and wants it. */
  public void loadAnyway() {
    engine.loadAnyway(chatId());
  }

  /** With the window that was offered; too little memory for that is said again. */
  public void loadWithSmallerWindow(int tokens) {
    engine.loadSmaller(chatId(), tokens);
  }

  /** Names the chat; a blank title takes the name back to the one made from the first message. */
  public void rename(String title) {
    long chatId = chatId();
    submit(repository -> repository.rename(chatId, title));
  }

  public void setPinned(boolean pinned) {
    long chatId = chatId();
    submit(repository -> repository.setPinned(chatId, pinned));
  }

  public void setArchived(boolean archived) {
    long chatId = chatId();
    submit(repository -> repository.setArchived(chatId, archived));
  }

  /** What happens when the window is full, from the next answer on. */
  public void setWhenFull(WhenFull whenFull) {
    long chatId = chatId();
    submit(repository -> repository.setWhenFull(chatId, whenFull));
  }

  /** How the chat, its model and all chats answer. */
  ChatSettings settings() {
    return new ChatSettings(scope.repository(), repository(), chatId());
  }

  @Override
  protected void onCleared() {
    if (opened == null) {
      return;
    }
    opened.draft().save();
    eraseDeletedMessage();
    if (watching) {
      engine.leave(opened.chatId());
    }
    if (ChatRepository.isTemporary(opened.chatId())) {
      long chatId = opened.chatId();
      engine.stop(chatId);
      submit(
          repository -> {
            repository.delete(chatId);
            repository.purge(chatId);
          });
    }
  }
}
