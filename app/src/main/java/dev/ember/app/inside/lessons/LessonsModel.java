package dev.ember.app.inside.lessons;

import android.app.Application;
import android.content.Context;
import android.content.SharedPreferences;
import androidx.annotation.MainThread;
import androidx.fragment.app.FragmentActivity;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.scope.AppScope;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Remembers which lessons were read, and where the reader stopped; one for all screens of an
 * activity.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; the file is read and written on the disk thread.
 */
@MainThread
public final class LessonsModel extends AndroidViewModel {
  private static final String FILE = "lessons";
  private static final String AT = "at";
  private static final String READ = "read.";

  private final AppScope scope;
  private final MutableLiveData<LessonsState> state = new MutableLiveData<>();

  public LessonsModel(Application application) {
    super(application);
    scope = AppScope.of(application);
    scope.executors().disk().execute(() -> state.postValue(stored(file(application))));
  }

  /** The one of an activity. */
  public static LessonsModel of(FragmentActivity activity) {
    return new ViewModelProvider(
            activity,
            AppScope.viewModels(
                LessonsModel.class, () -> new LessonsModel(activity.getApplication())))
        .get(LessonsModel.class);
  }

  private static SharedPreferences file(Context context) {
    return context.getSharedPreferences(FILE, Context.MODE_PRIVATE);
  }

  private static LessonsState stored(SharedPreferences file) {
    Set<Integer> read = new HashSet<>();
    for (int lesson = 0; lesson < Lesson.COUNT; lesson++) {
      if (file.getBoolean(READ + Lesson.values()[lesson], false)) {
        read.add(lesson);
      }
    }
    int at = Math.min(Math.max(0, file.getInt(AT, 0)), Lesson.COUNT - 1);
    return new LessonsState(at, read);
  }

  /** No value until it is known. */
  public LiveData<LessonsState> state() {
    return state;
  }

  private LessonsState now() {
    LessonsState known = state.getValue();
    return known == null ? LessonsState.BEGINNING : known;
  }

  /** The reader has opened a lesson. */
  void opened(int lesson) {
    state.setValue(new LessonsState(lesson, now().read()));
    write(file -> file.putInt(AT, lesson));
  }

  /** The reader has come to the end of one, and goes on with the next. */
  void read(int lesson) {
    Set<Integer> read = new HashSet<>(now().read());
    read.add(lesson);
    int next = Math.min(lesson + 1, Lesson.COUNT - 1);
    state.setValue(new LessonsState(next, read));
    write(file -> file.putInt(AT, next).putBoolean(READ + Lesson.values()[lesson], true));
  }

  private void write(UnaryOperator<SharedPreferences.Editor> change) {
    scope.executors().disk().execute(() -> change.apply(file(getApplication()).edit()).apply());
  }
}
