package dev.ember.inference.backend.reference;

import dev.ember.inference.model.Activation;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One layer over a few tokens at once. What families of models do differently is asked of the
 * configuration, step by step; the steps are the same for all.
 */
final class DecoderLayer {
  private final DecoderConfig config;
  private final int window; // W
  private final Rotation rotation;
  private final Scratch scratch;
  private final Norm attentionNorm;
  private final Linear qkv;
  private final List<Norm> headNorms = new ArrayList<>(); // of queries and keys, or none
  private final Linear attentionOutput;
  private final List<Norm> postNorms = new ArrayList<>(); // of both blocks, or none
  private final Norm feedForwardNorm;
  private final Linear gateUp;
  private final Linear down;
  private LayerObserver observer = LayerObserver.NONE;

  /** Layer {@code layer} of a decoder; its rotation is moved from outside. */
  DecoderLayer(int layer, DecoderConfig config, Parts parts, Rotation rotation, Scratch scratch) {
    this.config = config;
    this.scratch = scratch;
    window = config.window(layer);
    this.rotation = rotation;
    attentionNorm = parts.norm(TensorName.attentionNorm(layer));
    qkv = parts.linear(TensorName.qkv(layer), config.qkvRows(), config.biases().qkv());
    if (config.norms().heads()) {
      headNorms.add(parts.headNorm(TensorName.queryNorm(layer)));
      headNorms.add(parts.headNorm(TensorName.keyNorm(layer)));
    }
    attentionOutput =
        parts.linear(
            TensorName.attentionOutput(layer), config.hidden(), config.biases().attentionOutput());
    if (config.norms().post()) {
      postNorms.add(parts.norm(TensorName.attentionPostNorm(layer)));
      postNorms.add(parts.norm(TensorName.feedForwardPostNorm(layer)));
    }
    feedForwardNorm = parts.norm(TensorName.feedForwardNorm(layer));
    boolean biased = config.biases().feedForward();
    gateUp = parts.linear(TensorName.gateUp(layer), config.gateUpRows(), biased);
    down = parts.linear(TensorName.down(layer), config.hidden(), biased);
  }

  /** Lets somebody look on from now on. */
  void watch(LayerObserver observer) {
    this.observer = observer;
  }

  /**
   * Takes the residual stream of {@code count} new tokens through the layer, and writes their keys
   * and values behind those of the first {@code position} tokens.
   *
   * @param x {@code [count, E]}, changed in place
   * @param keys {@code [C, K * D]}
   * @param values {@code [C, K * D]}
   */
  void apply(float[] x, int count, int position, float[] keys, float[] values) {
    // 1. Normalise and project to queries, keys and values, [T, (H + 2K) * D]
    attentionNorm.applyAll(x, count, scratch.normed);
    qkv.apply(scratch.normed, count, scratch.qkv);

    for (int t = 0; t < count; t++) {
      int row = t * config.qkvRows();

      // 2. Normalise the heads of queries and keys if the model does, rotate them by their position
      normHeads(row);
      int values0 = row + config.attentionSize() + config.kvSize();
      for (int head = row; head < values0; head += config.headSize()) {
        rotation.apply(t, scratch.qkv, head);
      }

      // 3. Remember keys and values, [K * D] each
      int place = (position + t) * config.kvSize();
      int keys0 = row + config.attentionSize();
      System.arraycopy(scratch.qkv, keys0, keys, place, config.kvSize());
      System.arraycopy(scratch.qkv, values0, values, place, config.kvSize());

      // 4. Attend to the positions of the window, the last of which is this one
      for (int head = 0; head < config.heads(); head++) {
        attend(head, t, position + t, keys, values);
      }
    }

    // 5. Project back, [T, E], and add
    attentionOutput.apply(scratch.attended, count, scratch.projected);
    addBlock(LayerObserver.Block.ATTENTION, x, count);

    // 6. Feed forward and add
    feedForwardNorm.applyAll(x, count, scratch.normed);
    gateUp.apply(scratch.normed, count, scratch.gateUp);
    activate(count);
    down.apply(scratch.gated, count, scratch.projected);
    addBlock(LayerObserver.Block.FEED_FORWARD, x, count);
  }

  private void normHeads(int row) {
    if (headNorms.isEmpty()) {
      return;
    }
    int heads = config.heads() + config.kvHeads();
    for (int head = 0; head < heads; head++) {
      Norm norm = headNorms.get(head < config.heads() ? 0 : 1);
      norm.apply(scratch.qkv, row + head * config.headSize(), scratch.qkv);
    }
  }

  /** One query head over its window; the factor on the scores is already in the query. */
  private void attend(int head, int t, int position, float[] keys, float[] values) {
    int size = config.headSize();
    int query = t * config.qkvRows() + head * size;
    int kvHead = head / (config.heads() / config.kvHeads()) * size;
    int first = Math.max(0, position + 1 - window);
    float[] scores = scratch.scores;
    for (int past = first; past <= position; past++) {
      int key = past * config.kvSize() + kvHead;
      float dot = 0;
      for (int d = 0; d < size; d++) {
        dot += scratch.qkv[query + d] * keys[key + d];
      }
      scores[past] = dot;
    }
    softmax(scores, first, position + 1);
    observer.onAttention(head, position, first, scores);
    int result = t * config.attentionSize() + head * size;
    Arrays.fill(scratch.attended, result, result + size, 0);
    for (int past = first; past <= position; past++) {
      int value = past * config.kvSize() + kvHead;
      for (int d = 0; d < size; d++) {
        scratch.attended[result + d] += scores[past] * values[value + d];
      }
    }
  }

  /** {@code act(gate) * up}, or {@code act(up)} where there is no gate, {@code [T, F]}. */
  private void activate(int count) {
    int f = config.feedForward();
    boolean gated = config.feedForwardKind().gated();
    Activation activation = config.feedForwardKind().activation();
    for (int t = 0; t < count; t++) {
      int from = t * config.gateUpRows();
      for (int i = 0; i < f; i++) {
        float activated = activated(activation, scratch.gateUp[from + i]);
        scratch.gated[t * f + i] = gated ? activated * scratch.gateUp[from + f + i] : activated;
      }
    }
  }

  /** Adds what a block has projected to the stream, normalised first if the model does. */
  private void addBlock(LayerObserver.Block block, float[] x, int count) {
    if (!postNorms.isEmpty()) {
      Norm norm = postNorms.get(block == LayerObserver.Block.ATTENTION ? 0 : 1);
      norm.applyAll(scratch.projected, count, scratch.projected);
    }
    observer.onContribution(block, scratch.projected, count);
    for (int i = 0; i < count * config.hidden(); i++) {
      x[i] += scratch.projected[i];
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

  private static float activated(Activation activation, float x) {
    return switch (activation) {
      case SILU -> (float) (x / (1 + Math.exp(-x)));
      case GELU_TANH -> {
        double cubic = x + 0.044715 * x * x * x; // Hendrycks and Gimpel 2016
        yield (float) (0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * cubic)));
      }
    };
  }
}
