package dev.ember.app.main;

import android.content.ContentResolver;
import android.net.Uri;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.inside.why.ReplayFile;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.scope.AppScope;
import org.jspecify.annotations.Nullable;

/**
 * Shows the replay that another app gives, once it is read: to whichever window is there by then,
 * for the phone may be turned meanwhile.
 */
final class ReplayFlow {
  private final MainActivity activity;
  private final Reading reading;

  /** To be made in {@code onCreate}. */
  ReplayFlow(MainActivity activity) {
    this.activity = activity;
    AppExecutors executors = AppScope.of(activity).executors();
    ContentResolver files = activity.getApplicationContext().getContentResolver();
    reading =
        new ViewModelProvider(
                activity,
                AppScope.viewModels(Reading.class, saved -> new Reading(executors, files, saved)))
            .get(Reading.class);
    reading.state().observe(activity, this::show); // not while the window's state is saved
  }

  /** The last one counts, of several. */
  void read(Uri file) {
    reading.begin(file);
  }

  private void show(Reading.State state) {
    if (!(state instanceof Reading.Ended ended)) {
      return;
    }
    reading.shown();
    if (ended.replay() == null) {
      activity.refuse(R.string.why_replay_not_taken);
    } else {
      WhySheet sheet = WhySheet.of(ended.replay());
      if (!activity.showBeside(sheet)) {
        sheet.show(activity.getSupportFragmentManager(), WhySheet.TAG);
      }
    }
  }

  /**
   * What outlives the window, and of a file that is not read yet its address the process too: the
   * right to read it is the window's, which the system makes anew. Main thread.
   */
  private static final class Reading extends ViewModel {
    private static final String FILE = "replay.file";

    private final AppExecutors executors;
    private final ContentResolver files;
    private final MutableLiveData<State> state = new MutableLiveData<>(new Nothing());
    private final SavedStateHandle saved;
    private int begun;

    sealed interface State {}

    /** Nothing to show, or not yet. */
    record Nothing() implements State {}

    /**
     * To be shown.
     *
     * @param replay what the file says; null if it could not be read
     */
    record Ended(@Nullable String replay) implements State {}

    Reading(AppExecutors executors, ContentResolver files, SavedStateHandle saved) {
      this.executors = executors;
      this.files = files;
      this.saved = saved;
      Uri unread = saved.get(FILE);
      if (unread != null) { // the process ended before it was
        begin(unread);
      }
    }

    LiveData<State> state() {
      return state;
    }

    void begin(Uri file) {
      saved.set(FILE, file);
      begun++;
      int mine = begun;
      ReplayFile.read(
          files,
          file,
          executors,
          replay -> {
            if (mine == begun) {
              state.setValue(new Ended(replay));
            }
          });
    }

    void shown() {
      saved.remove(FILE);
      state.setValue(new Nothing());
    }
  }
}
