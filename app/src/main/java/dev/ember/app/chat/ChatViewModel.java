package dev.ember.app.chat;

import android.os.SystemClock;
import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.concurrent.FrameThrottle;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.Opening;
import dev.ember.app.data.PathMessage;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.LiveAnswer;
import dev.ember.app.scope.AppScope;
import java.util.List;
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
  private static final long DRAFT_SAVE_MS = 500;

  private final ChatRepository repository;
  private final ChatEngine engine;
  private final AppExecutors executors;
  private final FrameThrottle draftSaves;

  private final MediatorLiveData<ChatScreen> state =
      new MediatorLiveData<>(new ChatScreen.Loading());
  private final MutableLiveData<String> draft = new MutableLiveData<>();

  private @Nullable Long openChat;

  // What the state is made of, as last heard.
  private @Nullable ChatEntity chat;
  private @Nullable List<PathMessage> messages;
  private LiveAnswer live = LiveAnswer.NONE;

  /** Sent, but not known to be stored. */
  private @Nullable String sending;

  /** Typed, but not saved. */
  private @Nullable String unsavedDraft;

  /** The engine keeps this chat's newest answer for us. */
  private boolean watching;

  /** The composer has been used: a draft that is read from the disk only now comes too late. */
  private boolean composerUsed;

  /** For {@link ViewModelProvider}. */
  public static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(ChatViewModel.class, () -> new ChatViewModel(scope));
  }

  ChatViewModel(AppScope scope) {
    this.repository = scope.repository();
    this.engine = scope.engine();
    this.executors = scope.executors();
    this.draftSaves =
        new FrameThrottle(
            DRAFT_SAVE_MS, SystemClock::uptimeMillis, executors.later(), this::saveDraftNow);
  }

  /**
   * Shows a chat and begins to load the model. Again with the same chat, as after a rotation: no
   * effect.
   *
   * @throws IllegalStateException if another chat is open: each chat has its own view model
   */
  public void open(long chatId) {
    AppExecutors.assertMain();
    if (openChat != null) {
      requireSame(openChat, chatId);
      return;
    }
    openChat = chatId;
    engine.load();
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

  private static void requireSame(long open, long chatId) {
    if (open != chatId) {
      throw new IllegalStateException("expected chat " + open + " but found " + chatId);
    }
  }

  private long chatId() {
    if (openChat == null) {
      throw new IllegalStateException("expected an open chat but found none");
    }
    return openChat;
  }

  private void observe(long chatId) {
    state.addSource(
        repository.observeChat(chatId),
        found -> {
          chat = found;
          if (found == null) {
            state.setValue(new ChatScreen.Gone());
          }
          refresh();
        });
    state.addSource(
        repository.observeMessages(chatId),
        found -> {
          messages = found;
          refresh();
        });
    watching = true;
    state.addSource(engine.live(chatId), this::follow);
    state.addSource(engine.model(), model -> refresh());
    state.addSource(repository.storageFault(), fault -> refresh());
    repository.submit(
        () -> {
          String saved = repository.draft(chatId);
          executors.main().execute(() -> draftRead(saved));
        });
  }

  private void draftRead(String saved) {
    if (!composerUsed) {
      draft.setValue(saved);
    }
  }

  private void follow(LiveAnswer answer) {
    live = answer;
    if (answer.answerId() != null) {
      sending = null;
    } else if (answer.equals(LiveAnswer.NONE) && sending != null) {
      draft.setValue(sending);
      sending = null;
    }
    refresh();
  }

  private void refresh() {
    if (chat == null || messages == null || engine.model().getValue() == null) {
      return;
    }
    ChatState next =
        ChatAssembly.state(
            chat, messages, live, engine.model().getValue(), repository.storageFault().getValue());
    if (!next.equals(state.getValue())) {
      state.setValue(next);
    }
  }

  public LiveData<ChatScreen> state() {
    return state;
  }

  /**
   * The text that the composer should hold: the saved draft once the chat is open, nothing once a
   * message is sent, and that message again if it could not be saved. A screen that is made anew
   * hears the last of them again, which is not to be put over what was typed since.
   */
  public LiveData<String> draft() {
    return draft;
  }

  /** Call it at every keystroke: it is saved twice a second at most. */
  public void saveDraft(String text) {
    AppExecutors.assertMain();
    composerUsed = true;
    unsavedDraft = text;
    draftSaves.request();
  }

  private void saveDraftNow() {
    String text = unsavedDraft;
    unsavedDraft = null;
    if (text != null) {
      long chatId = chatId();
      repository.submit(() -> repository.saveDraft(chatId, text));
    }
  }

  /**
   * Sends a message. The draft is cleared in the same transaction that stores the message.
   *
   * @return false, and nothing happens, if {@code text} is blank or this chat is being answered:
   *     keep the text in the composer
   */
  public boolean send(String text) {
    AppExecutors.assertMain();
    String question = text.trim();
    if (question.isEmpty() || !engine.send(chatId(), question)) {
      return false;
    }
    sending = question;
    composerUsed = true;
    draft.setValue("");
    unsavedDraft = null;
    return true;
  }

  /** Ends the answer within one token; what was written is kept. No effect if none runs. */
  public void stop() {
    engine.stop(chatId());
  }

  /**
   * Answers the last user message again; the old answer is replaced.
   *
   * @return false, and nothing happens, if this chat is being answered or has no message
   */
  public boolean regenerate() {
    return messages != null && !messages.isEmpty() && engine.regenerate(chatId());
  }

  /** After {@link dev.ember.app.engine.ModelState.Failed}: tries to load the model once more. */
  public void reloadModel() {
    engine.load();
  }

  /** Names the chat; a blank title takes the name back to the one made from the first message. */
  public void rename(String title) {
    long chatId = chatId();
    repository.submit(() -> repository.rename(chatId, title));
  }

  /** Holds from the next answer on; blank is none. */
  public void setSystemPrompt(String text) {
    long chatId = chatId();
    repository.submit(() -> repository.setSystemPrompt(chatId, text));
  }

  /**
   * Holds from the next answer on.
   *
   * @param settings null for the model's own values
   */
  public void setSampling(@Nullable SamplingSettings settings) {
    long chatId = chatId();
    repository.submit(() -> repository.setSampling(chatId, settings));
  }

  @Override
  protected void onCleared() {
    saveDraftNow();
    if (watching) {
      engine.leave(chatId());
    }
  }
}
