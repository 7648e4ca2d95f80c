package dev.ember.app.testing;

import android.os.SystemClock;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.Databases;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.health.Warmth;
import dev.ember.app.phone.Phone;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.backend.trust.Choice;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What the application makes when a process starts. */
record TestProcess(Databases databases, AppScope scope) {
  /** Every answer's dice. */
  private static final long SEED = 7;

  static TestProcess start(ModelSource source, LongSupplier clockMs) {
    AppExecutors executors = new AppExecutors();
    Databases databases = Databases.open(ApplicationProvider.getApplicationContext(), executors);
    Phone phone = new CoolPhone();
    AppScope.Surroundings surroundings =
        new AppScope.Surroundings(source, clockMs, () -> SEED, phone);
    AppScope.Shelf shelf =
        AppScope.Shelf.of(
            ApplicationProvider.getApplicationContext(),
            executors,
            clockMs,
            phone,
            () -> Choice.CPU);
    return new TestProcess(databases, AppScope.start(executors, databases, surroundings, shelf));
  }

  /** Its time is the test's. */
  private static final class CoolPhone extends Phone {
    CoolPhone() {
      super(ApplicationProvider.getApplicationContext());
    }

    @Override
    public Warmth.Level warmth() {
      return Warmth.Level.COOL;
    }

    @Override
    public long nanoTime() {
      return TimeUnit.MILLISECONDS.toNanos(SystemClock.uptimeMillis());
    }
  }
}
