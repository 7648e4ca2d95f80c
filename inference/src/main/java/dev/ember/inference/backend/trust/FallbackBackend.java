package dev.ember.inference.backend.trust;

import static dev.ember.inference.backend.Requirements.requireLogits;
import static dev.ember.inference.backend.Requirements.requireToken;
import static dev.ember.inference.backend.Requirements.requireTokens;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.model.DecoderConfig;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A backend that was proved and may fail all the same. When it throws, hangs, or gives no numbers,
 * another takes over where it stood: it reads the same tokens, and the answer goes on.
 *
 * <p>The first is closed before the other is opened, for there may not be the memory for both. The
 * other may have a smaller window all the same; {@link #config} and the caches then say so, and
 * what does not fit there ends in a {@link BackendException}.
 */
final class FallbackBackend implements Backend {
  private final Backend proved;
  private final Supplier<Backend> lastResort;
  private final TimeLimit limit;
  private final Consumer<TrialException> onFailure;
  private final float[] found; // [V]; a call that hung may still write to it
  private boolean left; // proved is not asked again, whether or not the other opens
  private @Nullable Backend resort;
  private boolean closed;

  /**
   * @param lastResort of the same model, if with a smaller window; asked again if it throws
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
    return named().config();
  }

  @Override
  public String description() {
    return named().description();
  }

  /** Never more than at the beginning, for which its callers have made room. */
  @Override
  public int prefillChunk() {
    return Math.min(proved.prefillChunk(), named().prefillChunk());
  }

  @Override
  public KvCache newCache() {
    return new FallbackKvCache(this, inUse());
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    FallbackKvCache own = own(cache);
    requireTokens(tokens, count, config());
    own.requireRoom(count);
    if (!left) {
      KvCache inner = own.of(proved);
      attempt(
          () -> {
            proved.prefill(tokens, count, inner);
            return null;
          });
    }
    if (left) {
      Backend other = resort();
      other.prefill(tokens, count, withRoom(own, count, other));
    }
    own.append(tokens, count);
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    FallbackKvCache own = own(cache);
    requireToken(token, config());
    requireLogits(logits, config());
    own.requireRoom(1);
    if (!left) {
      KvCache inner = own.of(proved);
      attempt(
          () -> {
            proved.decode(token, inner, found);
            GoldenTrial.requireNumbers(found);
            return null;
          });
      System.arraycopy(found, 0, logits, 0, found.length);
    }
    if (left) {
      Backend other = resort();
      other.decode(token, withRoom(own, 1, other), logits);
    }
    own.append(token);
  }

  @Override
  public void close() {
    Backend open = inUse();
    if (!closed && open != null) {
      open.close();
    }
    closed = true;
  }

  boolean uses(@Nullable Backend backend) {
    return backend != null && backend == inUse();
  }

  /** What answers, or null as long as the other has not opened. */
  private @Nullable Backend inUse() {
    return left ? resort : proved;
  }

  /** What is spoken of: the one that was left stands for the other until that is open. */
  private Backend named() {
    return resort != null ? resort : proved;
  }

  private Backend resort() {
    Backend other = resort;
    if (other == null) {
      other = lastResort.get();
      resort = other;
    }
    return other;
  }

  /** The cache of the other, after what it holds has been read again. */
  private static KvCache withRoom(FallbackKvCache own, int count, Backend other) {
    if (count > own.capacity() - own.length()) {
      throw new BackendException(
          other.description(),
          "taking over",
          "expected room for "
              + (own.length() + (long) count)
              + " tokens but found a window of "
              + own.capacity());
    }
    return own.of(other);
  }

  private void attempt(Callable<@Nullable Void> call) {
    try {
      limit.call(call);
    } catch (TrialException failure) {
      left = true;
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
