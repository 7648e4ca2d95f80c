package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
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
}
