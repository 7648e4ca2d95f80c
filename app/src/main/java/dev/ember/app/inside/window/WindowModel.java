package dev.ember.app.inside.window;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.OpenRows;
import dev.ember.app.data.PathMessage;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chat, and looks at it anew whenever it changes, or through another window. Survives a
 * rotation.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class WindowModel extends AndroidViewModel {
  private final AppScope scope;
  private final LabLook<WindowSight> look;
  private final MediatorLiveData<LabState<WindowSight>> state = new MediatorLiveData<>();

  private boolean opened;
  private boolean gone;
  private @Nullable Long followed;
  private String modelId = "";
  private String text = "";
  private @Nullable List<PathMessage> path;
  private @Nullable ChatEntity chat;
  private List<DefaultsEntity> defaults = List.of();
  private @Nullable Integer narrowed;

  public WindowModel(Application application) {
    super(application);
    scope = AppScope.of(application);
    look = scope.lab().newLook();
    state.addSource(look.state(), this::show);
  }

  /** What is seen through one window stays until it is known what is through the next. */
  private void show(LabState<WindowSight> now) {
    boolean moves = narrowed != null && state.getValue() instanceof LabState.Done;
    if (!(moves && now instanceof LabState.Working)) {
      state.setValue(now);
    }
  }

  LiveData<LabState<WindowSight>> state() {
    return state;
  }

  /** Whose window it is; empty until that is known. */
  String modelId() {
    return modelId;
  }

  /** How large the window is that is looked through; null for that of the chat. */
  @Nullable Integer narrowed() {
    return narrowed;
  }

  /**
   * Looks through a smaller window, which changes nothing for the chat.
   *
   * @param tokens null for the chat's own
   */
  void narrow(@Nullable Integer tokens) {
    narrowed = tokens;
    if (opened) {
      again();
    }
  }

  /**
   * Looks at a chat; without one at the newest; if there is none either, at the text as if it were
   * a chat.
   */
  void open(InsideText wanted) {
    if (opened) {
      return;
    }
    opened = true;
    text = wanted.text();
    ChatRepository kept = scope.repository();
    state.addSource(
        OpenRows.of(kept, kept.observeDefaults()),
        all -> {
          defaults = all;
          again();
        });
    Long chatId = wanted.chatId();
    if (chatId != null) {
      follow(chatId);
    } else {
      followTheNewest();
    }
  }

  private void followTheNewest() {
    ChatRepository chats = scope.repository();
    chats.submit(
        () -> {
          Long newest = chats.newestChat();
          scope.executors().main().execute(() -> followOrShowTheText(newest));
        });
  }

  private void followOrShowTheText(@Nullable Long newest) {
    if (gone) {
      return;
    }
    if (newest == null) {
      followTheModel();
      again();
    } else {
      follow(newest);
    }
  }

  /** A choice is believed until the models of the phone are known, and may prove to be gone. */
  private void followTheModel() {
    modelId = wantedId();
    state.addSource(
        scope.shelf().library().state(),
        known -> {
          if (!modelId.equals(wantedId())) {
            modelId = wantedId();
            again();
          }
        });
  }

  private String wantedId() {
    ModelLibrary library = scope.shelf().library();
    return followed == null ? library.defaultId() : library.modelOf(followed);
  }

  private void follow(long chatId) {
    followed = chatId;
    followTheModel();
    ChatRepository repository = scope.repositoryOf(chatId);
    state.addSource(
        OpenRows.of(repository, repository.observeChat(chatId)),
        now -> {
          chat = now;
          again();
        });
    state.addSource(
        OpenRows.of(repository, repository.observeMessages(chatId)),
        now -> {
          path = now;
          again();
        });
  }

  /** Also after a fault. */
  void again() {
    List<MessageEntity> rows = new ArrayList<>();
    if (path != null) {
      path.forEach(place -> rows.add(place.message()));
    }
    if (modelId.isEmpty() || (rows.isEmpty() && text.isEmpty())) {
      return;
    }
    AnswerSettings settings =
        chat == null
            ? new AnswerSettings(SystemPrompt.INHERITED, null, null, defaults)
            : AnswerSettings.of(chat, defaults);
    WindowTask task =
        new WindowTask(rows, text, settings, scope.shelf().library().tuningOf(modelId), narrowed);
    look.begin(modelId, task, task);
  }

  @Override
  protected void onCleared() {
    gone = true;
    look.end();
  }
}
