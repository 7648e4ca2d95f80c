package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import org.junit.Test;

public final class NarrowBackendTest {
  private static final int WINDOW = 6;

  private final FakeBackend model = new FakeBackend(SmallModel.config(true));
  private final NarrowBackend narrow = new NarrowBackend(model, WINDOW);
  private final float[] logits = new float[SmallTokenizer.VOCABULARY];

  @Test
  public void config_saysTheSmallerWindow() {
    assertThat(narrow.config().context()).isEqualTo(WINDOW);
    assertThat(narrow.config().vocabulary()).isEqualTo(SmallTokenizer.VOCABULARY);
  }

  @Test
  public void cache_isFullAtTheSmallerWindowAndUnchangedBeyond() {
    try (KvCache cache = narrow.newCache()) {
      assertThat(cache.capacity()).isEqualTo(WINDOW);
      narrow.prefill(new int[] {1, 2, 3, 4, 5}, 5, cache);
      narrow.decode(6, cache, logits);
      assertThat(cache.length()).isEqualTo(WINDOW);
      assertThatThrownBy(() -> narrow.decode(7, cache, logits))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("room for 1");
      assertThat(cache.length()).isEqualTo(WINDOW);
      cache.truncate(2);
      assertThatThrownBy(() -> narrow.prefill(new int[] {1, 2, 3, 4, 5}, 5, cache))
          .isInstanceOf(IllegalStateException.class);
      narrow.prefill(new int[] {1, 2, 3, 4}, 4, cache);
      assertThat(cache.length()).isEqualTo(WINDOW);
    }
  }

  /** Without memory said, or without copies, nothing of one chat would be kept for another. */
  @Test
  public void cache_isCopiedAsTheModelsWouldBe_butNotBeyondTheWindow() {
    model.bytesPerCache(1_000);
    try (KvCache from = narrow.newCache();
        KvCache into = narrow.newCache()) {
      assertThat(from.bytes()).isEqualTo(1_000);
      narrow.prefill(new int[] {1, 2, 3, 4}, 4, from);
      assertThat(into.copy(from, 0, 4)).isTrue();
      assertThat(into.length()).isEqualTo(4);
      assertThatThrownBy(() -> into.copy(from, 0, 3))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("room for 3 positions but found 2");
      narrow.decode(5, from, logits);
      float[] carried = new float[SmallTokenizer.VOCABULARY];
      narrow.decode(5, into, carried);
      assertThat(carried).containsExactly(logits);
    }
  }

  /** As of a GPU that failed, whose place a CPU with less memory has taken. */
  @Test
  public void window_thatTheModelLoses_isSaidAndRefusedByTheModel() {
    Shrinking shrinking = new Shrinking(model);
    NarrowBackend ofShrinking = new NarrowBackend(shrinking, WINDOW);
    try (KvCache cache = ofShrinking.newCache()) {
      ofShrinking.prefill(new int[] {1, 2, 3}, 3, cache);
      shrinking.window = 4;
      assertThat(ofShrinking.config().context()).isEqualTo(4);
      assertThat(cache.capacity()).isEqualTo(4);
      assertThatThrownBy(() -> ofShrinking.prefill(new int[] {4, 5}, 2, cache))
          .isInstanceOf(BackendException.class);
      ofShrinking.decode(4, cache, logits);
      assertThat(cache.length()).isEqualTo(4);
    }
  }

  @Test
  public void logits_areThoseOfTheModel() {
    float[] own = new float[SmallTokenizer.VOCABULARY];
    try (KvCache cache = narrow.newCache();
        KvCache whole = model.newCache()) {
      narrow.decode(5, cache, logits);
      model.decode(5, whole, own);
    }
    assertThat(logits).containsExactly(own);
  }

  @Test
  public void cacheOfAnother_isRefused() {
    try (KvCache foreign = model.newCache()) {
      assertThatThrownBy(() -> narrow.decode(1, foreign, logits))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  public void window_ofNothingOrMoreThanThereIs_isRefused() {
    assertThatThrownBy(() -> new NarrowBackend(model, 0)).hasMessageContaining("1 to");
    assertThatThrownBy(() -> new NarrowBackend(model, SmallModel.CONTEXT + 1))
        .hasMessageContaining("1 to");
  }

  /** Says a smaller window from some moment on, and refuses what does not fit there. */
  private static final class Shrinking extends ForwardingBackend {
    private int window = SmallModel.CONTEXT;

    Shrinking(Backend model) {
      super(model);
    }

    @Override
    public DecoderConfig config() {
      return model.config().withContext(window);
    }

    @Override
    public KvCache newCache() {
      KvCache held = model.newCache();
      return new ShrinkingCache(this, held);
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      model.prefill(tokens, count, withRoom(cache, count));
    }

    @Override
    public void decode(int token, KvCache cache, float[] logits) {
      model.decode(token, withRoom(cache, 1), logits);
    }

    private static KvCache withRoom(KvCache cache, int count) {
      if (count > cache.capacity() - cache.length()) {
        throw new BackendException("fake", "taking over", "the window is smaller");
      }
      return ((ShrinkingCache) cache).held();
    }
  }

  private record ShrinkingCache(Shrinking owner, KvCache held) implements KvCache {
    @Override
    public int length() {
      return held.length();
    }

    @Override
    public int capacity() {
      return owner.window;
    }

    @Override
    public void truncate(int length) {
      held.truncate(length);
    }

    @Override
    public void close() {
      held.close();
    }
  }
}
