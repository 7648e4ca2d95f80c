package dev.ember.app.main;

import android.content.ContentResolver;
import android.net.Uri;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.snackbar.Snackbar;
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
                activity, AppScope.viewModels(Reading.class, () -> new Reading(executors, files)))
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
      Snackbar.make(
              activity.findViewById(R.id.screen),
              R.string.why_replay_not_taken,
              Snackbar.LENGTH_LONG)
          .show();
    } else {
      WhySheet.of(ended.replay()).show(activity.getSupportFragmentManager(), WhySheet.TAG);
    }
  }

  /** What outlives the window. Main thread. */
  private static final class Reading extends ViewModel {
    private final AppExecutors executors;
    private final ContentResolver files;
    private final MutableLiveData<State> state = new MutableLiveData<>(new Nothing());
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

    Reading(AppExecutors executors, ContentResolver files) {
      this.executors = executors;
      this.files = files;
    }

    LiveData<State> state() {
      return state;
    }

    void begin(Uri file) {
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
      state.setValue(new Nothing());
    }
  }
}
