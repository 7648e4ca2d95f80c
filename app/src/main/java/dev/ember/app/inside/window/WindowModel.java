package dev.ember.app.inside.window;

import android.app.Application;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.ChatSummary;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.PathMessage;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.scope.AppScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chat, and looks at it anew whenever it changes. Survives a rotation.
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
  private String modelId = "";
  private String text = "";
  private @Nullable List<PathMessage> path;
  private @Nullable ChatEntity chat;
  private List<DefaultsEntity> defaults = List.of();

  public WindowModel(Application application) {
    super(application);
    scope = AppScope.of(application);
    look = scope.lab().newLook();
    state.addSource(look.state(), state::setValue);
  }

  LiveData<LabState<WindowSight>> state() {
    return state;
  }

  /** Looks at a chat, at a text as if it had been asked, or at the newest chat. */
  void open(InsideText wanted) {
    if (opened) {
      return;
    }
    opened = true;
    text = wanted.text();
    state.addSource(
        scope.repository().observeDefaults(),
        all -> {
          defaults = all;
          again();
        });
    Long chatId = wanted.chatId();
    if (chatId != null) {
      follow(chatId);
    } else if (text.isEmpty()) {
      followTheNewest();
    } else {
      modelId = scope.shelf().library().defaultId();
      again();
    }
  }

  private void followTheNewest() {
    LiveData<List<ChatSummary>> newest = scope.repository().observeSummaries(false, 1);
    state.addSource(
        newest,
        chats -> {
          if (!chats.isEmpty()) {
            state.removeSource(newest);
            follow(chats.get(0).id());
          }
        });
  }

  private void follow(long chatId) {
    modelId = scope.shelf().library().modelOf(chatId);
    ChatRepository repository = scope.repositoryOf(chatId);
    state.addSource(
        repository.observeChat(chatId),
        now -> {
          chat = now;
          again();
        });
    state.addSource(
        repository.observeMessages(chatId),
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
            ? new AnswerSettings("", null, null, defaults)
            : AnswerSettings.of(chat, defaults);
    WindowTask task =
        new WindowTask(rows, text, settings, scope.shelf().library().tuningOf(modelId));
    look.begin(modelId, task, task);
  }

  @Override
  protected void onCleared() {
    look.end();
  }
}
