package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;
import java.util.Arrays;

/**
 * Scaled dot-product attention (Vaswani et al. 2017) of one query after another; several heads of
 * queries may share one of keys and values (Ainslie et al. 2023).
 *
 * <p>Each sum takes its terms one after the other, four in a pass over all sums at once. A pass is
 * at the same index of each of its arrays, which the compiler makes vector instructions of; a sum
 * at a time would give the same bits.
 */
final class Attention {
  private static final int GROUP = 4;

  private final DecoderConfig config;
  private final int window; // W
  private final Scratch scratch;

  /** Of layer {@code layer}. */
  Attention(int layer, DecoderConfig config, Scratch scratch) {
    this.config = config;
    this.scratch = scratch;
    window = config.window(layer);
  }

  /**
   * All heads of the t-th query at hand, over the window whose last position is its own; the factor
   * on the scores is already in the query.
   */
  void apply(int t, int position, LayerCache cache, LayerObserver observer) {
    int size = config.headSize();
    int first = Math.max(0, position + 1 - window);
    int end = position + 1;
    for (int head = 0; head < config.heads(); head++) {
      int kvHead = head / (config.heads() / config.kvHeads()) * size;
      score(t * config.qkvRows() + head * size, cache, kvHead, first, end);
      softmax(scratch.scores, first, end);
      observer.onAttention(head, position, first, scratch.scores);
      mix(cache, kvHead, first, end);
      int result = t * config.attentionSize() + head * size;
      System.arraycopy(scratch.mixed, kvHead, scratch.attended, result, size);
    }
  }

  /** The products of the head of a query that begins at {@code at} with its window's keys. */
  private void score(int at, LayerCache cache, int kvHead, int first, int end) {
    float[] query = scratch.qkv;
    Arrays.fill(scratch.scores, first, end, 0);
    int i = 0;
    for (; i + GROUP <= config.headSize(); i += GROUP) {
      int key = kvHead + i;
      addFour(
          scratch.scores,
          first,
          end,
          query[at + i],
          cache.keys(key),
          query[at + i + 1],
          cache.keys(key + 1),
          query[at + i + 2],
          cache.keys(key + 2),
          query[at + i + 3],
          cache.keys(key + 3));
    }
    for (; i < config.headSize(); i++) {
      addOne(scratch.scores, first, end, query[at + i], cache.keys(kvHead + i));
    }
  }

  /** The values of the window, weighted by the scores. */
  private void mix(LayerCache cache, int kvHead, int first, int end) {
    float[] scores = scratch.scores;
    int kvEnd = kvHead + config.headSize();
    Arrays.fill(scratch.mixed, kvHead, kvEnd, 0);
    int past = first;
    for (; past + GROUP <= end; past += GROUP) {
      addFour(
          scratch.mixed,
          kvHead,
          kvEnd,
          scores[past],
          cache.value(past),
          scores[past + 1],
          cache.value(past + 1),
          scores[past + 2],
          cache.value(past + 2),
          scores[past + 3],
          cache.value(past + 3));
    }
    for (; past < end; past++) {
      addOne(scratch.mixed, kvHead, kvEnd, scores[past], cache.value(past));
    }
  }

  private static void addFour(
      float[] sums,
      int from,
      int to,
      float a,
      float[] xa,
      float b,
      float[] xb,
      float c,
      float[] xc,
      float d,
      float[] xd) {
    for (int i = from; i < to; i++) {
      sums[i] = sums[i] + a * xa[i] + b * xb[i] + c * xc[i] + d * xd[i];
    }
  }

  private static void addOne(float[] sums, int from, int to, float a, float[] xa) {
    for (int i = from; i < to; i++) {
      sums[i] += a * xa[i];
    }
  }

  /** Over {@code values[from .. to)}. */
  private static void softmax(float[] values, int from, int to) {
    float max = values[from];
    for (int i = from; i < to; i++) {
      max = Math.max(max, values[i]);
    }
    float sum = 0;
    for (int i = from; i < to; i++) {
      values[i] = (float) Math.exp(values[i] - max);
      sum += values[i];
    }
    for (int i = from; i < to; i++) {
      values[i] /= sum;
    }
  }
}
