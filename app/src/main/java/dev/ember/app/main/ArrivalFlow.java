package dev.ember.app.main;

import android.content.Intent;
import android.net.Uri;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.scope.AppScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings who comes from outside to the screen that has what is wanted. */
final class ArrivalFlow {
  private final MainActivity activity;
  private final AppScope scope;
  private final ReplayFlow replays;
  private final ChatFileFlow chatFiles;
  private final Reading reading;
  private final ReadingBar bar;
  private final NewChats chats;

  /**
   * To be made in {@code onCreate}.
   *
   * @param chatFiles takes what proves to be chats
   */
  ArrivalFlow(MainActivity activity, AppScope scope, ChatFileFlow chatFiles) {
    this.activity = activity;
    this.scope = scope;
    this.chatFiles = chatFiles;
    replays = new ReplayFlow(activity, scope.executors());
    OfferedKinds kinds =
        new OfferedKinds(activity.getApplicationContext().getContentResolver(), scope);
    reading =
        new ViewModelProvider(
                activity, AppScope.viewModels(Reading.class, saved -> new Reading(kinds, saved)))
            .get(Reading.class);
    bar = new ReadingBar(activity.findViewById(R.id.screen));
    reading.state().observe(activity, this::show); // not while the window's state is saved
    chats =
        new ViewModelProvider(activity, AppScope.viewModels(NewChats.class, NewChats::new))
            .get(NewChats.class);
    chats.made().observe(activity, this::open); // the same
  }

  void arrive(Intent intent) {
    Arrival arrival = Arrival.of(intent);
    if (arrival instanceof Arrival.NewChat chat) {
      newChat(chat.text(), List.of());
    } else if (arrival instanceof Arrival.OpenChat chat) {
      activity.openAlone(chat.chatId());
    } else if (arrival instanceof Arrival.Models) {
      activity.openModels();
    } else if (arrival instanceof Arrival.Texts texts) {
      newChat(texts.text(), texts.uris());
    } else if (arrival instanceof Arrival.File file) {
      keep(file.text(), chat -> reading.begin(file.uri(), chat, false));
    } else if (arrival instanceof Arrival.Files files) {
      keep(files.text(), chat -> {}); // it is in the list
      takeModel(files.uris());
    } else if (arrival instanceof Arrival.Json json) {
      keep(json.text(), chat -> {}); // it is in the list
      reading.begin(json.uri(), null, true);
    } else if (arrival instanceof Arrival.NotOffered file) {
      keep(file.text(), chat -> {}); // the same
      activity.refuse(R.string.shared_not_file);
    }
  }

  /**
   * Keeps what was written beside files of which nobody knows yet whether they are for a question:
   * as the draft of a chat, which is in the list whatever they prove to be.
   *
   * @param then what to do with the files; gets the chat, or null if nothing was written or kept
   */
  private void keep(String text, Consumer<@Nullable Long> then) {
    if (text.isEmpty()) {
      then.accept(null);
      return;
    }
    make(() -> scope.repository().createChatWith(text), then);
  }

  /**
   * Makes a chat on the disk thread. A database that refuses it is said, for no chat is there to
   * say it.
   *
   * @param then gets the chat, or null if it was refused
   */
  private void make(Supplier<Long> chat, Consumer<@Nullable Long> then) {
    AppExecutors executors = scope.executors();
    executors
        .disk()
        .execute(
            () -> {
              List<Long> made = new ArrayList<>(1);
              scope.repository().attempt(() -> made.add(chat.get()));
              Long chatId = made.isEmpty() ? null : made.get(0);
              executors.main().execute(() -> made(chatId, then));
            });
  }

  private void made(@Nullable Long chatId, Consumer<@Nullable Long> then) {
    then.accept(chatId);
    if (chatId == null) {
      activity.refuse(R.string.not_saved_title);
    }
  }

  /** A text goes beside a question; whatever else it is, the models say what it is not. */
  private void show(OfferReading.State<OfferedKinds.Kind> state) {
    bar.show(state);
    if (!(state instanceof OfferReading.Ended<OfferedKinds.Kind> ended)) {
      return;
    }
    Uri file = ended.file();
    Long chatId = reading.chat();
    boolean json = reading.isJson();
    reading.shown();
    if (ended.found() == OfferedKinds.Kind.CHATS) {
      chatFiles.read(file);
    } else if (json) {
      replays.read(file);
    } else if (ended.found() != OfferedKinds.Kind.TEXT) {
      takeModel(List.of(file));
    } else if (chatId == null) {
      newChat("", List.of(file));
    } else {
      activity.openAnew(chatId, List.of(file));
    }
  }

  /** Files that were dropped where no question is written. */
  void dropped(List<Uri> files) {
    if (files.size() > Arrival.MOST_FILES) {
      activity.refuse(R.string.shared_not_file);
    } else {
      takeModel(files);
    }
  }

  private void takeModel(List<Uri> files) {
    AppScope.Shelf shelf = scope.shelf();
    if (files.size() == 1) {
      shelf.jobs().importFile(files.get(0), shelf.offers());
    } else {
      shelf.jobs().importFiles(files, shelf.offers());
    }
    activity.openModels();
  }

  /**
   * Makes a chat and opens it, over those that are open.
   *
   * @param text for its composer; empty is none
   * @param files for its first question
   */
  void newChat(String text, List<Uri> files) {
    // A chat that is open may have a file and no text, by which it looks like one left untouched.
    boolean another = !text.isEmpty() || !files.isEmpty() || !activity.pile().isEmpty();
    ChatRepository repository = scope.repository();
    make(
        () -> {
          long chatId = another ? repository.createChatWith(text) : repository.createChat();
          scope.shelf().library().forgetChoice(chatId); // it may have been given out before
          return chatId;
        },
        chatId -> {
          if (chatId != null) {
            chats.add(new NewChats.Made(chatId, files));
          }
        });
  }

  private void open(NewChats.@Nullable Made chat) {
    if (chat == null) {
      return;
    }
    chats.opened();
    if (!activity.pile().has(chat.id())) { // or it was wished for twice
      activity.openAnew(chat.id(), chat.files());
    }
  }

  /** The chat that was made last, until it is open: outlives the window that wanted it. */
  private static final class NewChats extends ViewModel {
    private final MutableLiveData<@Nullable Made> made = new MutableLiveData<>();

    /**
     * @param files for its first question
     */
    record Made(long id, List<Uri> files) {}

    LiveData<@Nullable Made> made() {
      return made;
    }

    void add(Made chat) {
      made.setValue(chat);
    }

    void opened() {
      made.setValue(null);
    }
  }

  /** What a file is, and the chat that has what was written beside it. */
  private static final class Reading extends OfferReading<OfferedKinds.Kind> {
    private static final String CHAT = "chat";
    private static final String JSON = "json";

    private final SavedStateHandle saved;

    Reading(OfferedKinds kinds, SavedStateHandle saved) {
      super(kinds::ask, saved);
      this.saved = saved;
    }

    /**
     * @param json whether its owner calls it JSON, which a question has no use for
     */
    void begin(Uri file, @Nullable Long chatId, boolean json) {
      saved.set(CHAT, chatId);
      saved.set(JSON, json);
      begin(file);
    }

    @Nullable Long chat() {
      return saved.get(CHAT);
    }

    boolean isJson() {
      return Boolean.TRUE.equals(saved.get(JSON));
    }
  }
}
