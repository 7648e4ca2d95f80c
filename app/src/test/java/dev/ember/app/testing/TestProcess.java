package dev.ember.app.testing;

import android.os.SystemClock;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.EmberDatabase;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.scope.AppScope;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What the application makes when a process starts. */
record TestProcess(EmberDatabase database, AppScope scope) {
  /** Every answer's dice. */
  private static final long SEED = 7;

  static TestProcess start(ModelSource source, LongSupplier clockMs) {
    AppExecutors executors = new AppExecutors();
    EmberDatabase database =
        EmberDatabase.open(ApplicationProvider.getApplicationContext(), executors);
    ChatRepository repository = new ChatRepository(database, executors, clockMs);
    executors.disk().execute(repository::open);
    ChatEngine engine =
        new ChatEngine(
            executors,
            repository,
            source,
            () -> TimeUnit.MILLISECONDS.toNanos(SystemClock.uptimeMillis()),
            () -> SEED);
    return new TestProcess(database, new AppScope(executors, repository, engine));
  }
}
