package dev.ember.app.scope;

import android.content.Context;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.EmberDatabase;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What lives as long as the process, for every screen the same. */
public record AppScope(AppExecutors executors, ChatRepository repository, ChatEngine engine) {

  /**
   * What the app takes from outside itself.
   *
   * @param clockMs milliseconds since the epoch
   * @param nanoClock nanoseconds that never go back
   * @param seeds new dice for each answer
   */
  public record Surroundings(
      ModelSource model, LongSupplier clockMs, LongSupplier nanoClock, LongSupplier seeds) {}

  /** Begins a process: opens the repository, and makes the engine over it. */
  public static AppScope start(
      AppExecutors executors, EmberDatabase database, Surroundings surroundings) {
    ChatRepository repository = new ChatRepository(database, executors, surroundings.clockMs());
    executors.disk().execute(repository::open);
    ChatEngine engine =
        new ChatEngine(
            executors,
            repository,
            surroundings.model(),
            surroundings.nanoClock(),
            surroundings.seeds());
    return new AppScope(executors, repository, engine);
  }

  /** The application, which is the only one to make a scope. */
  public interface Owner {
    AppScope scope();
  }

  /** The scope of the process that {@code context} belongs to. */
  public static AppScope of(Context context) {
    return ((Owner) context.getApplicationContext()).scope();
  }

  /** A factory for view models of one class. */
  public static <V extends ViewModel> ViewModelProvider.Factory viewModels(
      Class<V> type, Supplier<V> maker) {
    return new ViewModelProvider.Factory() {
      @Override
      public <T extends ViewModel> T create(Class<T> wanted) {
        if (wanted != type) {
          throw new IllegalArgumentException("expected " + type + " but found " + wanted);
        }
        return wanted.cast(maker.get());
      }
    };
  }
}
