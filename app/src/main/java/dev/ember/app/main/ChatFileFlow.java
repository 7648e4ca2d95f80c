package dev.ember.app.main;

import android.content.ContentResolver;
import android.net.Uri;
import androidx.annotation.StringRes;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatCopies;
import dev.ember.app.data.ChatCopy;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.export.ChatFile;
import dev.ember.app.export.ChatFileException;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.Haptics;
import dev.ember.app.widget.DetailsDialog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds the chats of a file to those that are here, and shows them to whichever window is there by
 * then. One chat is opened; of several it is said how many they are.
 */
final class ChatFileFlow {
  private static final String DETAILS = "details";

  private final MainActivity activity;
  private final Reading reading;
  private final ReadingBar bar;

  /** What came of a file that was given to its end. */
  private sealed interface Outcome {
    record Taken(ChatCopies.Added chats) implements Outcome {}

    record Refused(ChatFileException why) implements Outcome {}

    /** The database did not take them. */
    record NotStored() implements Outcome {}
  }

  /** To be made in {@code onCreate}. */
  ChatFileFlow(MainActivity activity, AppScope scope) {
    this.activity = activity;
    ContentResolver files = activity.getApplicationContext().getContentResolver();
    Intake intake = new Intake(files, scope);
    reading =
        new ViewModelProvider(
                activity, AppScope.viewModels(Reading.class, saved -> new Reading(intake, saved)))
            .get(Reading.class);
    bar = new ReadingBar(activity.findViewById(R.id.screen));
    reading.state().observe(activity, this::show); // not while the window's state is saved
  }

  /** The last one is shown, of several. */
  void read(Uri file) {
    reading.begin(file);
  }

  private void show(OfferReading.State<Outcome> state) {
    bar.show(state);
    if (!(state instanceof OfferReading.Ended<Outcome> ended)) {
      return;
    }
    reading.shown();
    Outcome outcome = ended.found();
    if (outcome == null) {
      activity.refuse(R.string.chats_file_unread);
    } else if (outcome instanceof Outcome.Taken taken) {
      show(taken.chats());
    } else if (outcome instanceof Outcome.Refused refused) {
      refuse(refused.why());
    } else {
      activity.refuse(R.string.chats_not_stored);
    }
  }

  private void show(ChatCopies.Added chats) {
    int fresh = chats.fresh().size();
    if (chats.ids().isEmpty()) {
      activity.refuse(R.string.chats_file_empty);
    } else if (chats.ids().size() == 1) {
      activity.openAlone(chats.ids().get(0));
    } else if (fresh == 0) {
      say(activity.getString(R.string.chats_file_known)).show();
    } else {
      say(activity.getResources().getQuantityString(R.plurals.chats_added, fresh, fresh)).show();
    }
  }

  private Snackbar say(String words) {
    return Snackbar.make(activity.findViewById(R.id.screen), words, Snackbar.LENGTH_LONG);
  }

  private void refuse(ChatFileException why) {
    Haptics.reject(activity.findViewById(R.id.screen));
    String sentence = activity.getString(sentence(why.reason()));
    Snackbar said = say(sentence);
    if (why.reason() == ChatFileException.Reason.DAMAGED) {
      said.setAction(
          R.string.details,
          view ->
              DetailsDialog.of(sentence, String.valueOf(why.getMessage()))
                  .show(activity.getSupportFragmentManager(), DETAILS));
    }
    said.show();
  }

  private static @StringRes int sentence(ChatFileException.Reason reason) {
    return switch (reason) {
      case NO_CHATS -> R.string.chats_file_none;
      case TOO_NEW -> R.string.chats_file_too_new;
      case TOO_LONG -> R.string.chats_file_too_long;
      case DAMAGED -> R.string.chats_file_damaged;
    };
  }

  /** Outlives the window. */
  private static final class Reading extends OfferReading<Outcome> {
    Reading(Intake intake, SavedStateHandle saved) {
      super(intake::read, saved);
    }
  }

  /**
   * Reads and stores: should the window's state bring a file back although its chats are stored,
   * they are found to be here already.
   */
  private static final class Intake {
    private final ContentResolver files;
    private final AppExecutors executors;
    private final ChatRepository repository;
    private final ModelLibrary library;

    Intake(ContentResolver files, AppScope scope) {
      this.files = files;
      executors = scope.executors();
      repository = scope.repository();
      library = scope.shelf().library();
    }

    void read(Uri file, Consumer<@Nullable Outcome> read) {
      executors
          .offers()
          .execute(
              () -> {
                try {
                  List<ChatCopy> copies = ChatFile.read(files, file);
                  executors.disk().execute(() -> tell(stored(copies), read));
                } catch (ChatFileException refused) {
                  tell(new Outcome.Refused(refused), read);
                } catch (IOException notGiven) {
                  tell(null, read);
                }
              });
    }

    private Outcome stored(List<ChatCopy> copies) {
      List<ChatCopies.Added> added = new ArrayList<>(1);
      repository.attempt(() -> added.add(repository.copies().add(copies)));
      if (added.isEmpty()) {
        return new Outcome.NotStored();
      }
      // their numbers may have been given out before
      added.get(0).fresh().forEach(library::forgetChoice);
      return new Outcome.Taken(added.get(0));
    }

    private void tell(@Nullable Outcome outcome, Consumer<@Nullable Outcome> read) {
      executors.main().execute(() -> read.accept(outcome));
    }
  }
}
