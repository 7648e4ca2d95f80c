package dev.ember.inference.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.util.Arrays;
import org.junit.Test;

/**
 * What every {@link Backend} keeps. A subclass gives the backend, of a model with a vocabulary of
 * at least 16 and a context of at least 16.
 */
public abstract class BackendContractTest extends CacheContractTest {
  /** Two logits vectors further apart than this do not come from the same context. */
  private static final float DIFFERENT = 1e-3f;

  /**
   * The most by which the same position's logits may differ when it was read in another chunking:
   * kernels for one and for many tokens may sum in another order.
   */
  protected abstract float chunkingTolerance();

  @Test
  public final void backend_describesItself() {
    assertThat(backend.description()).isNotEmpty().doesNotContain("\n");
    assertThat(backend.prefillChunk()).isPositive();
  }

  @Test
  public final void newCache_isEmptyAndAsLargeAsTheContext() {
    try (KvCache cache = backend.newCache()) {
      assertThat(cache.length()).isZero();
      assertThat(cache.capacity()).isEqualTo(context);
    }
  }

  @Test
  public final void decode_oneToken_appendsItAndGivesFiniteLogits() {
    try (KvCache cache = backend.newCache()) {
      float[] logits = decode(3, cache);
      assertThat(cache.length()).isEqualTo(1);
      for (float logit : logits) {
        assertThat(logit).isFinite();
      }
    }
  }

  @Test
  public final void decode_sameTokensInTwoCaches_givesTheSameBits() {
    int[] tokens = tokens(8);
    assertThat(decodeAll(tokens)).isEqualTo(decodeAll(tokens));
  }

  @Test
  public final void decode_otherPast_givesOtherLogits() {
    float[] logits = decodeAll(new int[] {1, 2, 3, 4});
    assertThat(FloatArrays.maxDifference(logits, decodeAll(new int[] {5, 2, 3, 4})))
        .isGreaterThan(DIFFERENT);
    assertThat(FloatArrays.maxDifference(logits, decodeAll(new int[] {1, 3, 2, 4})))
        .as("the order counts")
        .isGreaterThan(DIFFERENT);
  }

  @Test
  public final void decode_twoCachesInTurn_doNotDisturbEachOther() {
    int[] left = tokens(6);
    int[] right = {2, 7, 1, 8, 2, 8};
    try (KvCache leftCache = backend.newCache();
        KvCache rightCache = backend.newCache()) {
      float[] leftLogits = new float[0];
      float[] rightLogits = new float[0];
      for (int i = 0; i < left.length; i++) {
        leftLogits = decode(left[i], leftCache);
        rightLogits = decode(right[i], rightCache);
      }
      assertThat(leftLogits).isEqualTo(decodeAll(left));
      assertThat(rightLogits).isEqualTo(decodeAll(right));
    }
  }

  @Test
  public final void prefill_thenDecode_equalsDecodingOneByOne() {
    int[] tokens = tokens(context - 1);
    float[] expected = decodeAll(tokens);
    int chunk = backend.prefillChunk();
    for (int size : new int[] {1, 2, 3, 5, chunk - 1, chunk, chunk + 1, context}) {
      if (size < 1) {
        continue;
      }
      try (KvCache cache = backend.newCache()) {
        prefillInChunks(tokens, tokens.length - 1, size, cache);
        assertThat(cache.length()).isEqualTo(tokens.length - 1);
        float[] logits = decode(tokens[tokens.length - 1], cache);
        assertThat(FloatArrays.maxDifference(logits, expected))
            .as("chunks of %d", size)
            .isLessThanOrEqualTo(chunkingTolerance());
      }
    }
  }

  @Test
  public final void prefill_afterDecode_continues() {
    int[] tokens = tokens(9);
    float[] expected = decodeAll(tokens);
    try (KvCache cache = backend.newCache()) {
      decode(tokens[0], cache);
      decode(tokens[1], cache);
      backend.prefill(new int[] {tokens[2], tokens[3], tokens[4]}, 3, cache);
      decode(tokens[5], cache);
      backend.prefill(new int[] {tokens[6], tokens[7]}, 2, cache);
      assertThat(FloatArrays.maxDifference(decode(tokens[8], cache), expected))
          .isLessThanOrEqualTo(chunkingTolerance());
    }
  }

  @Test
  public final void prefill_countBelowTheArray_readsThatManyOnly() {
    try (KvCache cache = backend.newCache()) {
      backend.prefill(new int[] {1, 2, vocabulary, -1}, 2, cache);
      assertThat(cache.length()).isEqualTo(2);
      assertThat(FloatArrays.maxDifference(decode(3, cache), decodeAll(new int[] {1, 2, 3})))
          .isLessThanOrEqualTo(chunkingTolerance());
    }
  }

  @Test
  public final void prefill_countNotWithinTheArray_isRefusedAndCacheUnchanged() {
    try (KvCache cache = backend.newCache()) {
      for (int count : new int[] {-1, 3, Integer.MAX_VALUE}) {
        refusesArgument(
            () -> backend.prefill(new int[] {1, 2}, count, cache), Integer.toString(count));
      }
      assertThat(cache.length()).isZero();
    }
  }

  @Test
  public final void prefill_noTokens_changesNothing() {
    try (KvCache cache = backend.newCache()) {
      backend.prefill(new int[0], 0, cache);
      assertThat(cache.length()).isZero();
      decode(4, cache);
      backend.prefill(new int[] {9}, 0, cache);
      assertThat(decode(5, cache)).isEqualTo(decodeAll(new int[] {4, 5}));
    }
  }

  @Test
  public final void verify_anyCount_equalsDecodingOneByOne() {
    int most = Math.min(2 * backend.verifyTokens() + 1, context / 2);
    assertThat(backend.verifyTokens()).isPositive();
    for (int past : new int[] {0, 1, context - most}) {
      int[] tokens = tokens(past + most);
      for (int count = 0; count <= most; count++) {
        verifyEqualsDecode(tokens, past, count);
      }
    }
  }

  /** After {@code past} tokens, verifies the next {@code count}, then decodes the one behind. */
  private void verifyEqualsDecode(int[] tokens, int past, int count) {
    try (KvCache cache = backend.newCache();
        KvCache expectedCache = backend.newCache()) {
      backend.prefill(tokens, past, cache);
      backend.prefill(tokens, past, expectedCache);
      int[] next = Arrays.copyOfRange(tokens, past, past + count);
      float[][] rows = new float[count][vocabulary];
      backend.verify(next, count, cache, rows);
      assertThat(cache.length()).isEqualTo(past + count);
      for (int row = 0; row < count; row++) {
        assertThat(FloatArrays.maxDifference(rows[row], decode(next[row], expectedCache)))
            .as("row %d of %d after %d", row, count, past)
            .isLessThanOrEqualTo(chunkingTolerance());
      }
      if (cache.length() < context) {
        assertThat(FloatArrays.maxDifference(decode(3, cache), decode(3, expectedCache)))
            .as("after %d of %d", count, past)
            .isLessThanOrEqualTo(chunkingTolerance());
      }
    }
  }

  @Test
  public final void verify_rowsNotWanted_areNotTouched() {
    int[] tokens = tokens(4);
    float[][] rows = new float[4][];
    rows[2] = new float[vocabulary];
    try (KvCache cache = backend.newCache()) {
      backend.verify(tokens, 4, cache, rows);
      assertThat(cache.length()).isEqualTo(4);
      assertThat(rows[1]).isNull();
      assertThat(FloatArrays.maxDifference(rows[2], decodeAll(Arrays.copyOf(tokens, 3))))
          .isLessThanOrEqualTo(chunkingTolerance());
    }
  }

  @Test
  public final void verify_cutBack_leavesNoTrace() {
    int[] tokens = tokens(8);
    try (KvCache cache = backend.newCache()) {
      backend.verify(tokens, 8, cache, new float[8][]);
      cache.truncate(2);
      float[] logits = decode(7, cache);
      assertThat(FloatArrays.maxDifference(logits, decodeAll(new int[] {tokens[0], tokens[1], 7})))
          .isLessThanOrEqualTo(chunkingTolerance());
    }
  }

  @Test
  public final void verify_wrongArguments_areRefusedAndCacheUnchanged() {
    try (KvCache cache = backend.newCache()) {
      float[][] none = new float[3][];
      refusesArgument(() -> backend.verify(new int[] {1, 2}, 3, cache, none), "3");
      refusesArgument(() -> backend.verify(new int[] {1, 2}, -1, cache, none), "-1");
      refusesArgument(() -> backend.verify(new int[] {1, vocabulary}, 2, cache, none), "");
      refusesArgument(() -> backend.verify(new int[4], 4, cache, none), "4 tokens");
      float[][] tooShort = {new float[vocabulary - 1]};
      refusesArgument(() -> backend.verify(new int[] {1}, 1, cache, tooShort), "logits");
      int[] tooMany = tokens(context + 1);
      assertThatThrownBy(
              () -> backend.verify(tooMany, context + 1, cache, new float[context + 1][]))
          .isInstanceOf(IllegalStateException.class);
      assertThat(cache.length()).isZero();
    }
  }

  @Test
  public final void decode_tokenOutsideVocabulary_isRefusedAndCacheUnchanged() {
    try (KvCache cache = backend.newCache()) {
      decode(1, cache);
      for (int token : new int[] {-1, vocabulary, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        refusesArgument(() -> decode(token, cache), Integer.toString(token));
      }
      assertThat(cache.length()).isEqualTo(1);
      assertThat(decode(2, cache)).isEqualTo(decodeAll(new int[] {1, 2}));
    }
  }

  @Test
  public final void prefill_tokenOutsideVocabulary_isRefusedAndCacheUnchanged() {
    try (KvCache cache = backend.newCache()) {
      decode(1, cache);
      refusesArgument(
          () -> backend.prefill(new int[] {2, 3, vocabulary}, 3, cache),
          Integer.toString(vocabulary));
      refusesArgument(() -> backend.prefill(new int[] {-7, 3}, 2, cache), "-7");
      assertThat(cache.length()).isEqualTo(1);
      assertThat(decode(2, cache)).isEqualTo(decodeAll(new int[] {1, 2}));
    }
  }

  @Test
  public final void decode_logitsOfWrongLength_areRefusedAndCacheUnchanged() {
    try (KvCache cache = backend.newCache()) {
      for (int length : new int[] {0, vocabulary - 1, vocabulary + 1}) {
        refusesArgument(
            () -> backend.decode(1, cache, new float[length]), Integer.toString(length));
      }
      assertThat(cache.length()).isZero();
    }
  }

  @Test
  public final void anyCall_cacheOfAnotherBackend_isRefused() throws IOException {
    try (Backend other = newBackend();
        KvCache foreign = other.newCache();
        KvCache alien = new AlienCache()) {
      for (KvCache cache : new KvCache[] {foreign, alien}) {
        refusesArgument(() -> decode(1, cache), "");
        refusesArgument(() -> backend.prefill(new int[] {1}, 1, cache), "");
        assertThat(cache.length()).isZero();
      }
    }
  }

  @Test
  public final void decode_fullCache_isRefusedAndCacheUnchanged() {
    int[] tokens = tokens(context);
    try (KvCache cache = backend.newCache()) {
      float[] logits = decodeAll(tokens, cache);
      assertThat(cache.length()).isEqualTo(cache.capacity());
      assertThatThrownBy(() -> decode(1, cache)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> backend.prefill(new int[] {1}, 1, cache))
          .isInstanceOf(IllegalStateException.class);
      assertThat(cache.length()).isEqualTo(context);
      cache.truncate(context - 1);
      assertThat(decode(tokens[context - 1], cache)).isEqualTo(logits);
    }
  }

  @Test
  public final void prefill_moreThanTheRoom_isRefusedAndCacheUnchanged() {
    try (KvCache cache = backend.newCache()) {
      decode(1, cache);
      int[] tokens = tokens(context);
      assertThatThrownBy(() -> backend.prefill(tokens, context, cache))
          .isInstanceOf(IllegalStateException.class);
      assertThat(cache.length()).isEqualTo(1);
      assertThat(decode(2, cache)).isEqualTo(decodeAll(new int[] {1, 2}));
      backend.prefill(tokens, context - 2, cache);
      assertThat(cache.length()).isEqualTo(context);
    }
  }

  @Test
  public final void decode_fromAnotherThread_givesTheSameLogits() throws InterruptedException {
    float[] expected = decodeAll(new int[] {1, 2});
    float[][] found = new float[1][];
    try (KvCache cache = backend.newCache()) {
      decode(1, cache);
      Thread other = new Thread(() -> found[0] = decode(2, cache));
      other.start();
      other.join();
    }
    assertThat(found[0]).isEqualTo(expected);
  }

  private void prefillInChunks(int[] tokens, int count, int size, KvCache cache) {
    int[] chunk = new int[size];
    for (int from = 0; from < count; from += size) {
      int length = Math.min(size, count - from);
      System.arraycopy(tokens, from, chunk, 0, length);
      backend.prefill(chunk, length, cache);
    }
  }
}
