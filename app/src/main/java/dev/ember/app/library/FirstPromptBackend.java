package dev.ember.app.library;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend that is watched at each step until it has given its first logits. */
final class FirstPromptBackend extends ForwardingBackend {
  private final Consumer<Runnable> watch;
  private boolean proved;

  /**
   * @param watch runs the step that it is given
   */
  FirstPromptBackend(Backend model, Consumer<Runnable> watch) {
    super(model);
    this.watch = watch;
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    step(() -> model.prefill(tokens, count, cache));
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    step(() -> model.decode(token, cache, logits));
    proved = true;
  }

  @Override
  public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    step(() -> model.verify(tokens, count, cache, logits));
  }

  private void step(Runnable step) {
    if (proved) {
      step.run();
    } else {
      watch.accept(step);
    }
  }
}
