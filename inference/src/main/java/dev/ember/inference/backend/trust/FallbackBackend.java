package dev.ember.inference.backend.trust;

import static dev.ember.inference.backend.Requirements.requireLogits;
import static dev.ember.inference.backend.Requirements.requireRoom;
import static dev.ember.inference.backend.Requirements.requireToken;
import static dev.ember.inference.backend.Requirements.requireTokens;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.model.DecoderConfig;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A backend that was proved and may fail all the same. When it throws, hangs, or gives no numbers,
 * another takes over where it stood: it reads the same tokens, and the answer goes on.
 */
final class FallbackBackend implements Backend {
  private final Backend proved;
  private final Supplier<Backend> lastResort;
  private final TimeLimit limit;
  private final Consumer<TrialException> onFailure;
  private final float[] found; // [V]; a call that hung may still write to it
  private @Nullable Backend resort;
  private boolean closed;

  /**
   * @param lastResort of the same model; opened once if at all
   * @param limit for each call
   * @param onFailure hears once why {@code proved} is left
   */
  FallbackBackend(
      Backend proved,
      Supplier<Backend> lastResort,
      TimeLimit limit,
      Consumer<TrialException> onFailure) {
    this.proved = proved;
    this.lastResort = lastResort;
    this.limit = limit;
    this.onFailure = onFailure;
    found = new float[proved.config().vocabulary()]; // [V]
  }

  @Override
  public DecoderConfig config() {
    return proved.config();
  }

  @Override
  public String description() {
    return used().description();
  }

  @Override
  public int prefillChunk() {
    return used().prefillChunk();
  }

  @Override
  public KvCache newCache() {
    return new FallbackKvCache(this, used());
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    FallbackKvCache own = own(cache);
    requireTokens(tokens, count, config());
    requireRoom(count, own);
    if (resort == null) {
      KvCache inner = own.of(proved);
      attempt(
          () -> {
            proved.prefill(tokens, count, inner);
            return null;
          });
    }
    if (resort != null) {
      resort.prefill(tokens, count, own.of(resort));
    }
    own.append(tokens, count);
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    FallbackKvCache own = own(cache);
    requireToken(token, config());
    requireLogits(logits, config());
    requireRoom(1, own);
    if (resort == null) {
      KvCache inner = own.of(proved);
      attempt(
          () -> {
            proved.decode(token, inner, found);
            GoldenTrial.requireNumbers(found);
            return null;
          });
      System.arraycopy(found, 0, logits, 0, found.length);
    }
    if (resort != null) {
      resort.decode(token, own.of(resort), logits);
    }
    own.append(token);
  }

  @Override
  public void close() {
    closed = true;
    used().close();
  }

  boolean uses(Backend backend) {
    return backend == used();
  }

  private Backend used() {
    return resort != null ? resort : proved;
  }

  private void attempt(Callable<@Nullable Void> call) {
    try {
      limit.call(call);
    } catch (TrialException failure) {
      resort = lastResort.get();
      onFailure.accept(failure);
      if (failure.outcome() != Outcome.TIMED_OUT) { // a call that hangs still uses the backend
        proved.close();
      }
    }
  }

  private FallbackKvCache own(KvCache cache) {
    if (closed) {
      throw new IllegalStateException("expected an open backend but found a closed one");
    }
    if (cache instanceof FallbackKvCache own && own.belongsTo(this)) {
      return own;
    }
    throw new IllegalArgumentException("expected a cache of this backend but found " + cache);
  }
}
