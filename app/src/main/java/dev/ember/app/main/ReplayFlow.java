package dev.ember.app.main;

import android.content.ContentResolver;
import android.net.Uri;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.inside.why.ReplayFile;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.scope.AppScope;

/**
 * Shows the replay that another app gives, once it is read: to whichever window is there by then,
 * for the phone may be turned meanwhile.
 */
final class ReplayFlow {
  private final MainActivity activity;
  private final Reading reading;
  private final ReadingBar bar;

  /** To be made in {@code onCreate}. */
  ReplayFlow(MainActivity activity, AppExecutors executors) {
    this.activity = activity;
    ContentResolver files = activity.getApplicationContext().getContentResolver();
    reading =
        new ViewModelProvider(
                activity,
                AppScope.viewModels(Reading.class, saved -> new Reading(executors, files, saved)))
            .get(Reading.class);
    bar = new ReadingBar(activity.findViewById(R.id.screen));
    reading.state().observe(activity, this::show); // not while the window's state is saved
  }

  /** The last one counts, of several. */
  void read(Uri file) {
    reading.begin(file);
  }

  private void show(OfferReading.State<String> state) {
    bar.show(state);
    if (!(state instanceof OfferReading.Ended<String> ended)) {
      return;
    }
    reading.shown();
    if (ended.found() == null) {
      activity.refuse(R.string.why_replay_not_taken);
    } else {
      WhySheet sheet = WhySheet.of(ended.found());
      if (!activity.showBeside(sheet)) {
        sheet.show(activity.getSupportFragmentManager(), WhySheet.TAG);
      }
    }
  }

  /** Of the text of a replay. */
  private static final class Reading extends OfferReading<String> {
    Reading(AppExecutors executors, ContentResolver files, SavedStateHandle saved) {
      super((file, read) -> ReplayFile.read(files, file, executors, read), saved);
    }
  }
}
