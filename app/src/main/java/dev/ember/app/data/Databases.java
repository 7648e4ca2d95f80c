package dev.ember.app.data;

import android.content.Context;
import dev.ember.app.concurrent.AppExecutors;

/**
 * The databases of a process.
 *
 * @param kept the file
 * @param temporary the same tables in memory
 */
public record Databases(EmberDatabase kept, EmberDatabase temporary) {

  /** Opens lazily, at the first query. */
  public static Databases open(Context context, AppExecutors executors) {
    return new Databases(
        EmberDatabase.open(context, executors), EmberDatabase.inMemory(context, executors));
  }

  public void close() {
    kept.close();
    temporary.close();
  }
}
