package dev.ember.app.library;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.model.DecoderConfig;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend that is watched at each step until it has given its first logits. */
final class FirstPromptBackend implements Backend {
  private final Backend model;
  private final Consumer<Runnable> watch;
  private boolean proved;

  /**
   * @param watch runs the step that it is given
   */
  FirstPromptBackend(Backend model, Consumer<Runnable> watch) {
    this.model = model;
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

  @Override
  public int verifyTokens() {
    return model.verifyTokens();
  }

  @Override
  public DecoderConfig config() {
    return model.config();
  }

  @Override
  public String description() {
    return model.description();
  }

  @Override
  public int prefillChunk() {
    return model.prefillChunk();
  }

  @Override
  public KvCache newCache() {
    return model.newCache();
  }

  @Override
  public void close() {
    model.close();
  }
}
