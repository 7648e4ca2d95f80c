package dev.ember.app.data;

import dev.ember.app.concurrent.AppExecutors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls to a database whole or not at all.
 *
 * <h2>Threading model</h2>
 *
 * The disk thread, and a call from elsewhere is an error.
 */
final class Transactions {
  private final EmberDatabase database;
  private final AppExecutors executors;

  Transactions(EmberDatabase database, AppExecutors executors) {
    this.database = database;
    this.executors = executors;
  }

  void write(Runnable body) {
    executors.disk().assertCurrent();
    database.runInTransaction(body);
  }

  <T extends @Nullable Object> T read(Supplier<T> body) {
    executors.disk().assertCurrent();
    return database.runInTransaction(body::get);
  }
}
