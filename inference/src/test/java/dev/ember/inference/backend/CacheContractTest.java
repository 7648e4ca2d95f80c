package dev.ember.inference.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What the caches of every {@link Backend} keep; a part of {@link BackendContractTest}. */
public abstract class CacheContractTest {
  private static final long SEED = 20_240_611;

  Backend backend;
  int vocabulary;
  int context;

  /** A backend that the test closes. Two calls give two backends of the same model. */
  protected abstract Backend newBackend() throws IOException;

  /** Whether a cache can take over what another has read. */
  protected boolean copiesCaches() {
    return true;
  }

  @Before
  public final void openBackend() throws IOException {
    backend = newBackend();
    vocabulary = backend.config().vocabulary();
    context = backend.config().context();
  }

  @After
  public final void closeBackend() {
    backend.close();
  }

  @Test
  public final void truncate_thenReadAgain_givesTheSameLogits() {
    int[] tokens = tokens(context / 2);
    for (int kept = 0; kept < tokens.length; kept++) {
      try (KvCache cache = backend.newCache()) {
        decodeAll(tokens, cache);
        decode(11, cache);
        cache.truncate(kept);
        assertThat(cache.length()).isEqualTo(kept);
        float[] logits = new float[0];
        for (int i = kept; i < tokens.length; i++) {
          logits = decode(tokens[i], cache);
        }
        assertThat(logits).as("%d kept", kept).isEqualTo(decodeAll(tokens));
      }
    }
  }

  @Test
  public final void truncate_lengthNotHeld_isRefused() {
    try (KvCache cache = backend.newCache()) {
      decode(1, cache);
      decode(2, cache);
      for (int length : new int[] {-1, 3, context, Integer.MIN_VALUE}) {
        assertThatThrownBy(() -> cache.truncate(length))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(Integer.toString(length));
      }
      cache.truncate(2);
      assertThat(cache.length()).isEqualTo(2);
    }
  }

  @Test
  public final void copy_firstPositions_areAsIfRead() {
    int[] tokens = tokens(context - 1);
    int count = tokens.length - 2;
    try (KvCache from = backend.newCache();
        KvCache into = backend.newCache()) {
      float[] last = decodeAll(tokens, from);
      assertThat(into.copy(from, 0, count)).isEqualTo(copiesCaches());
      assertThat(into.length()).isEqualTo(copiesCaches() ? count : 0);
      for (int i = into.length(); i < tokens.length - 1; i++) {
        decode(tokens[i], into);
      }
      assertThat(decode(tokens[tokens.length - 1], into)).isEqualTo(last);
      assertThat(from.length()).isEqualTo(tokens.length);
      into.truncate(1);
      assertThat(decode(tokens[1], into)).isEqualTo(decodeAll(Arrays.copyOf(tokens, 2)));
    }
  }

  @Test
  public final void copy_moreThanIsHeldOrFits_isNotDoneAndCacheUnchanged() {
    int half = context / 2;
    try (KvCache from = backend.newCache();
        KvCache into = backend.newCache()) {
      decodeAll(tokens(half), from);
      refusesCopy(() -> into.copy(from, 0, half + 1), into, IllegalArgumentException.class);
      decodeAll(tokens(context - half + 1), into);
      refusesCopy(() -> into.copy(from, 0, half), into, IllegalStateException.class);
    }
  }

  @Test
  public final void copy_inPieces_isAsOne() {
    int[] tokens = tokens(context - 1);
    try (KvCache from = backend.newCache();
        KvCache into = backend.newCache()) {
      float[] last = decodeAll(tokens, from);
      for (int i = 0; copiesCaches() && i < tokens.length - 1; i++) {
        assertThat(into.copy(from, i, 1)).isTrue();
      }
      assertThat(copiesCaches() ? decode(tokens[tokens.length - 1], into) : last).isEqualTo(last);
      refusesCopy(() -> into.copy(from, tokens.length, 1), into, IllegalArgumentException.class);
      refusesCopy(() -> into.copy(from, -1, 1), into, IllegalArgumentException.class);
    }
  }

  /** Its memory may be another's by now. */
  @Test
  public final void copy_closedCache_isNotDone() {
    KvCache closed = backend.newCache();
    decode(1, closed);
    closed.close();
    try (KvCache open = backend.newCache()) {
      decode(1, open);
      refusesCopy(() -> open.copy(closed, 0, 1), open, IllegalArgumentException.class);
      refusesCopy(() -> closed.copy(open, 0, 1), closed, IllegalStateException.class);
    }
  }

  @Test
  public final void copy_cacheOfAnotherShape_isNotDoneAndCacheUnchanged() {
    try (KvCache into = backend.newCache();
        KvCache other = new AlienRows()) {
      if (into instanceof PortableKvCache) {
        refusesArgument(() -> into.copy(other, 0, 1), "one of RowShape[layers=1, ");
      } else {
        assertThat(into.copy(other, 0, 1)).isFalse();
      }
      assertThat(into.length()).isZero();
    }
  }

  private void refusesCopy(
      BooleanSupplier copy, KvCache into, Class<? extends RuntimeException> refusal) {
    int length = into.length();
    if (copiesCaches()) {
      assertThatThrownBy(copy::getAsBoolean).isInstanceOf(refusal);
    } else {
      assertThat(copy.getAsBoolean()).isFalse();
    }
    assertThat(into.length()).isEqualTo(length);
  }

  final float[] decode(int token, KvCache cache) {
    float[] logits = new float[vocabulary];
    backend.decode(token, cache, logits);
    return logits;
  }

  final float[] decodeAll(int[] tokens) {
    try (KvCache cache = backend.newCache()) {
      return decodeAll(tokens, cache);
    }
  }

  /** The logits after the last token. */
  final float[] decodeAll(int[] tokens, KvCache cache) {
    float[] logits = new float[0];
    for (int token : tokens) {
      logits = decode(token, cache);
    }
    return logits;
  }

  /** The same tokens on every call and every run. */
  final int[] tokens(int count) {
    Random random = new Random(SEED);
    int[] tokens = new int[count];
    for (int i = 0; i < count; i++) {
      tokens[i] = random.nextInt(vocabulary);
    }
    return tokens;
  }

  static void refusesArgument(ThrowingCallable call, String value) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value);
  }

  /** Of a model with as many floats as no other has. */
  private static final class AlienRows extends AlienCache implements PortableKvCache {
    @Override
    public int length() {
      return 1;
    }

    @Override
    public RowShape rowShape() {
      return new RowShape(1, 1, 1);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void read(int from, int count, float[] into) {}

    @Override
    public void append(int count, float[] rows) {}
  }

  /** A cache that no backend made. */
  static class AlienCache implements KvCache {
    @Override
    public int length() {
      return 0;
    }

    @Override
    public int capacity() {
      return Integer.MAX_VALUE;
    }

    @Override
    public void truncate(int length) {}

    @Override
    public void close() {}
  }
}
