package dev.ember.app.engine;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.model.DecoderConfig;
import org.jspecify.annotations.Nullable;

/**
 * A backend with a smaller window than its model was made with: caches that are full earlier, and
 * therefore never grow to what a full window needs.
 */
final class NarrowBackend extends ForwardingBackend {
  private final DecoderConfig narrow;

  /**
   * @param windowTokens at least 1 and at most the model's own
   */
  NarrowBackend(Backend model, int windowTokens) {
    super(model);
    if (windowTokens < 1 || windowTokens > model.config().context()) {
      throw new IllegalArgumentException(
          "expected a window of 1 to "
              + model.config().context()
              + " tokens but found "
              + windowTokens);
    }
    narrow = model.config().withContext(windowTokens);
  }

  /** With the model's own window where that has become smaller still. */
  @Override
  public DecoderConfig config() {
    DecoderConfig own = model.config();
    return own.context() <= narrow.context() ? own : narrow;
  }

  @Override
  public KvCache newCache() {
    return new NarrowCache(model.newCache(), narrow.context());
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    model.prefill(tokens, count, withRoom(cache, count));
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    model.decode(token, withRoom(cache, 1), logits);
  }

  @Override
  public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    model.verify(tokens, count, withRoom(cache, count), logits);
  }

  /** Whether that fits into what is left of the model's own window, the model says. */
  private static KvCache withRoom(KvCache cache, int count) {
    if (!(cache instanceof NarrowCache narrow)) {
      throw new IllegalArgumentException("expected a cache of this backend but found " + cache);
    }
    narrow.requireRoom(count);
    return narrow.held;
  }

  /** A cache that says that it is full before it is. */
  private static final class NarrowCache implements KvCache {
    private final KvCache held;
    private final int windowTokens;

    NarrowCache(KvCache held, int windowTokens) {
      this.held = held;
      this.windowTokens = windowTokens;
    }

    void requireRoom(int count) {
      if (length() + count > windowTokens) {
        throw new IllegalStateException(
            "expected room for " + count + " positions but found " + (windowTokens - length()));
      }
    }

    @Override
    public int capacity() {
      return Math.min(windowTokens, held.capacity());
    }

    @Override
    public int length() {
      return held.length();
    }

    @Override
    public void truncate(int length) {
      held.truncate(length);
    }

    @Override
    public boolean copy(KvCache other, int from, int count) {
      requireRoom(count);
      return other instanceof NarrowCache narrow && held.copy(narrow.held, from, count);
    }

    @Override
    public long bytes() {
      return held.bytes();
    }

    @Override
    public void close() {
      held.close();
    }
  }
}
