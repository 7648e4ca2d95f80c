package dev.ember.app.engine;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A backend that rests after each step as the phone needs it. */
final class PacedBackend extends ForwardingBackend {
  private final Pace pace;
  private final LongSupplier nanoClock;

  PacedBackend(Backend model, Pace pace, LongSupplier nanoClock) {
    super(model);
    this.pace = pace;
    this.nanoClock = nanoClock;
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    long startNanos = nanoClock.getAsLong();
    model.prefill(tokens, count, cache);
    pace.rest(nanoClock.getAsLong() - startNanos);
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    long startNanos = nanoClock.getAsLong();
    model.decode(token, cache, logits);
    pace.rest(nanoClock.getAsLong() - startNanos);
  }

  @Override
  public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    long startNanos = nanoClock.getAsLong();
    model.verify(tokens, count, cache, logits);
    pace.rest(nanoClock.getAsLong() - startNanos);
  }
}
