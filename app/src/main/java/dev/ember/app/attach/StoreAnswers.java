package dev.ember.app.attach;

import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a screen has asked the database and not heard yet, and what is to happen once it has.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
final class StoreAnswers {
  private final ChatRepository repository;
  private final AppExecutors executors;
  private final List<Runnable> waiting = new ArrayList<>();
  private int awaited;

  /**
   * What the database says.
   *
   * @param given whether it did not refuse
   * @param value null if it did, or if that is what it says
   */
  record Answer<T extends @Nullable Object>(boolean given, @Nullable T value) {}

  StoreAnswers(ChatRepository repository, AppExecutors executors) {
    this.repository = repository;
    this.executors = executors;
  }

  /**
   * Asks something, and hears the answer in any case.
   *
   * @param asked on the disk thread
   */
  <T extends @Nullable Object> void await(Supplier<T> asked, Consumer<Answer<T>> heard) {
    awaited++;
    executors
        .disk()
        .execute(
            () -> {
              List<T> values = new ArrayList<>(1);
              boolean given = repository.attempt(() -> values.add(asked.get()));
              Answer<T> answer = new Answer<>(given, given ? values.get(0) : null);
              executors.main().execute(() -> hear(answer, heard));
            });
  }

  private <T extends @Nullable Object> void hear(Answer<T> answer, Consumer<Answer<T>> heard) {
    heard.accept(answer);
    awaited--;
    if (awaited == 0) {
      List<Runnable> steps = List.copyOf(waiting);
      waiting.clear();
      steps.forEach(this::whenAllAreThere);
    }
  }

  /** Runs a step once nothing is awaited: at once if nothing is. */
  void whenAllAreThere(Runnable step) {
    if (awaited == 0) {
      step.run();
    } else {
      waiting.add(step);
    }
  }
}
