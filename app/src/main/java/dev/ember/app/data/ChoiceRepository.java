package dev.ember.app.data;

import androidx.lifecycle.LiveData;
import dev.ember.app.concurrent.AppExecutors;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a person has said of pairs of answers. A refusal of the database is for the caller to catch,
 * as {@link ChatRepository#attempt} does.
 *
 * <h2>Threading model</h2>
 *
 * {@link #observe} on the main thread, all others on the disk thread.
 */
public final class ChoiceRepository {
  private final EmberDatabase database;
  private final AppExecutors executors;
  private final LongSupplier clockMs;

  /**
   * @param clockMs milliseconds since the epoch
   */
  public ChoiceRepository(Databases databases, AppExecutors executors, LongSupplier clockMs) {
    this.database = databases.kept();
    this.executors = executors;
    this.clockMs = clockMs;
  }

  /** All of them, the newest first. */
  public LiveData<List<ChoiceEntity>> observe() {
    return database.choices().observe();
  }

  /** All of them, the oldest first. */
  public List<ChoiceEntity> all() {
    executors.disk().assertCurrent();
    return database.choices().all();
  }

  /**
   * Keeps one.
   *
   * @param choice with id 0; its time is now
   */
  public void add(ChoiceEntity choice) {
    executors.disk().assertCurrent();
    database
        .choices()
        .insert(
            new ChoiceEntity(
                0,
                choice.prompt(),
                choice.first(),
                choice.second(),
                choice.verdict(),
                choice.model(),
                clockMs.getAsLong()));
  }

  /** Forgets the newest and gives it; null if there is none. */
  public @Nullable ChoiceEntity takeBack() {
    executors.disk().assertCurrent();
    return database.runInTransaction(
        () -> {
          ChoiceEntity newest = database.choices().newest();
          if (newest != null) {
            database.choices().delete(newest.id());
          }
          return newest;
        });
  }

  public void delete(long id) {
    executors.disk().assertCurrent();
    database.choices().delete(id);
  }
}
