package dev.ember.app.engine;

import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.testing.Awaited;
import java.util.function.Consumer;
import org.junit.rules.ExternalResource;

/** The engine's model, over a source of the test's. */
final class LoadedModelRule extends ExternalResource {
  private final AppExecutors executors = new AppExecutors();
  private final LoadedModel model;

  LoadedModelRule(ModelSource source) {
    model = new LoadedModel(source, executors.inference(), backend -> backend);
  }

  /** Takes a step on the model's thread, and waits for its end. */
  void run(Consumer<LoadedModel> step) {
    executors.inference().execute(() -> step.accept(model));
    Awaited.barrier(executors.inference());
  }

  @Override
  protected void after() {
    executors.shutdown();
  }
}
