package dev.ember.app.scope;

import android.content.Context;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.ChatStores;
import dev.ember.app.data.Databases;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What lives as long as the process, for every screen the same. */
public record AppScope(AppExecutors executors, ChatStores stores, ChatEngine engine) {

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
      AppExecutors executors, Databases databases, Surroundings surroundings) {
    ChatStores stores = ChatRepository.stores(databases, executors, surroundings.clockMs());
    executors.disk().execute(stores.kept()::open);
    executors.disk().execute(stores.temporary()::open);
    ChatEngine engine =
        new ChatEngine(
            executors,
            stores,
            surroundings.model(),
            surroundings.nanoClock(),
            surroundings.seeds());
    return new AppScope(executors, stores, engine);
  }

  /** The chats of the file, and what holds for all chats. */
  public ChatRepository repository() {
    return stores.kept();
  }

  /** Where a chat is kept. */
  public ChatRepository repositoryOf(long chatId) {
    return stores.of(chatId);
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
