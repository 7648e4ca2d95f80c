package dev.ember.app.main;

import android.net.Uri;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that another app gives, while it is read: what is found outlives the window, and of a file
 * that is not read yet its address the process too, for the right to read it is the window's, which
 * the system makes anew. Main thread.
 *
 * @param <T> what is found
 */
abstract class OfferReading<T> extends ViewModel {
  private static final String FILE = "file";

  private final Reader<T> reader;
  private final SavedStateHandle saved;
  private final MutableLiveData<State<T>> state = new MutableLiveData<>(new Nothing<>());
  private int begun;

  /** Reads on another thread. */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * @param read gets what was found on the main thread; null if it could not be read
     */
    void read(Uri file, Consumer<@Nullable T> read);
  }

  sealed interface State<T> {}

  /** Nothing to show, or not yet. */
  record Nothing<T>() implements State<T> {}

  /** It is on its way: another app may take its time. */
  record Coming<T>() implements State<T> {}

  /**
   * To be shown.
   *
   * @param found null if the file could not be read
   */
  record Ended<T>(Uri file, @Nullable T found) implements State<T> {}

  OfferReading(Reader<T> reader, SavedStateHandle saved) {
    this.reader = reader;
    this.saved = saved;
    Uri unread = saved.get(FILE);
    if (unread != null) { // the process ended before it was
      begin(unread);
    }
  }

  LiveData<State<T>> state() {
    return state;
  }

  /** The last one counts, of several. */
  final void begin(Uri file) {
    saved.set(FILE, file);
    begun++;
    int mine = begun;
    state.setValue(new Coming<>());
    reader.read(
        file,
        found -> {
          if (mine == begun) {
            state.setValue(new Ended<>(file, found));
          }
        });
  }

  void shown() {
    saved.remove(FILE);
    state.setValue(new Nothing<>());
  }
}
