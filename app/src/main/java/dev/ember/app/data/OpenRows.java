package dev.ember.app.data;

import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import org.jspecify.annotations.Nullable;

/**
 * Rows for a screen that is there without a database too. Of a file that does not open they say
 * nothing; observed past this class they end the process, for Room throws what the file does.
 */
public final class OpenRows {
  private OpenRows() {}

  /**
   * @param repository of the file that the rows are in
   */
  public static <T extends @Nullable Object> LiveData<T> of(
      ChatRepository repository, LiveData<T> rows) {
    MediatorLiveData<T> open = new MediatorLiveData<>();
    open.addSource(
        repository.opening(),
        opening -> {
          if (opening instanceof Opening.Done) {
            open.removeSource(repository.opening());
            open.addSource(rows, open::setValue);
          }
        });
    return open;
  }
}
