package dev.ember.inference.backend.trust;

import static dev.ember.inference.backend.Requirements.requireLogits;
import static dev.ember.inference.backend.Requirements.requireRows;
import static dev.ember.inference.backend.Requirements.requireToken;
import static dev.ember.inference.backend.Requirements.requireTokens;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
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
  private final Consumer<Backend> lateClosing;
  private final List<float[]> found = new ArrayList<>(); // [V] each; what hung may still write
  private boolean left; // proved is not asked again, whether or not the other opens
  private @Nullable Backend resort;
  private boolean closed;

  /**
   * @param lastResort of the same model, if with a smaller window; asked again if it throws
   * @param limit for each call
   * @param onFailure hears once why {@code proved} is left
   * @param lateClosing closes {@code proved} where a call hung, when that is over and on its
   *     thread; throws nothing
   */
  FallbackBackend(
      Backend proved,
      Supplier<Backend> lastResort,
      TimeLimit limit,
      Consumer<TrialException> onFailure,
      Consumer<Backend> lateClosing) {
    this.proved = proved;
    this.lastResort = lastResort;
    this.limit = limit;
    this.onFailure = onFailure;
    this.lateClosing = lateClosing;
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

  /** As {@link #prefillChunk}. */
  @Override
  public int verifyTokens() {
    return Math.min(proved.verifyTokens(), named().verifyTokens());
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
            return true;
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
      float[] row = found(0);
      boolean decoded =
          attempt(
              () -> {
                proved.decode(token, inner, row);
                GoldenTrial.requireNumbers(row);
                return true;
              });
      if (decoded) {
        System.arraycopy(row, 0, logits, 0, row.length);
      }
    }
    if (left) {
      Backend other = resort();
      other.decode(token, withRoom(own, 1, other), logits);
    }
    own.append(token);
  }

  @Override
  public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    FallbackKvCache own = own(cache);
    requireTokens(tokens, count, config());
    requireRows(logits, count, config());
    own.requireRoom(count);
    if (!left) {
      verifyProved(tokens, count, own.of(proved), logits);
    }
    if (left) {
      Backend other = resort();
      other.verify(tokens, count, withRoom(own, count, other), logits);
    }
    own.append(tokens, count);
  }

  private void verifyProved(int[] tokens, int count, KvCache inner, float[] @Nullable [] logits) {
    float[] @Nullable [] rows = new float[count][];
    int wanted = 0;
    for (int i = 0; i < count; i++) {
      rows[i] = logits[i] == null ? null : found(wanted++);
    }
    int filled = wanted;
    boolean verified =
        attempt(
            () -> {
              proved.verify(tokens, count, inner, rows);
              for (int i = 0; i < filled; i++) {
                GoldenTrial.requireNumbers(found.get(i));
              }
              return true;
            });
    for (int i = 0; verified && i < count; i++) {
      float[] row = logits[i];
      if (row != null) {
        System.arraycopy(rows[i], 0, row, 0, row.length);
      }
    }
  }

  /** Copies positions of one cache of what is in use to another, if that can. */
  boolean copy(KvCache from, int start, int count, KvCache into) {
    return left ? into.copy(from, start, count) : attempt(() -> into.copy(from, start, count));
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

  /** What the call returns; false if it failed, and the other is to do it. */
  private boolean attempt(Callable<Boolean> call) {
    try {
      return limit.call(
          call, result -> lateClosing.accept(proved), failure -> lateClosing.accept(proved));
    } catch (TrialException failure) {
      left = true;
      onFailure.accept(failure);
      if (failure.outcome() != Outcome.TIMED_OUT) { // until a call that hangs is over, it is in use
        proved.close();
      }
      return false;
    } catch (CancellationException interrupted) {
      left = true; // the call runs on, and closes it when it is over
      throw interrupted;
    }
  }

  /** One of the rows that the proved backend writes to, and never its caller's. */
  private float[] found(int index) {
    if (index == found.size()) {
      found.add(new float[proved.config().vocabulary()]);
    }
    return found.get(index);
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
