package dev.ember.app.screens;

import android.app.Application;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.Databases;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.backend.trust.Choice;
import java.io.FileNotFoundException;
import java.util.function.LongSupplier;

/** The app with a model that a test brings along. */
public final class ScriptedApp extends Application implements AppScope.Owner {
  private static final long SEED = 7;

  private ModelSource source =
      () -> {
        throw new FileNotFoundException("no model in this test");
      };
  private LongSupplier clockMs = System::currentTimeMillis;
  private Databases databases;
  private AppScope scope;

  @Override
  public void onCreate() {
    super.onCreate();
    AppExecutors executors = new AppExecutors();
    databases = Databases.open(this, executors);
    scope =
        AppScope.start(
            executors,
            databases,
            new AppScope.Surroundings(
                () -> source.open(), () -> clockMs.getAsLong(), System::nanoTime, () -> SEED),
            AppScope.Shelf.of(this, executors, () -> clockMs.getAsLong(), () -> Choice.CPU));
  }

  /** What the engine loads from now on. */
  void model(ModelSource next) {
    source = next;
  }

  /** When what is stored from now on was written. */
  void clock(LongSupplier nextMs) {
    clockMs = nextMs;
  }

  @Override
  public AppScope scope() {
    return scope;
  }

  @Override
  public void onTerminate() {
    scope.engine().close();
    scope.executors().disk().execute(databases::close);
    scope.executors().shutdown();
    super.onTerminate();
  }
}
