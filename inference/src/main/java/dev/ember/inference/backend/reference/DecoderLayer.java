package dev.ember.inference.backend.reference;

import dev.ember.inference.model.Activation;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.List;

/**
 * One layer over a few tokens at once. What families of models do differently is asked of the
 * configuration, step by step; the steps are the same for all.
 */
final class DecoderLayer {
  private final DecoderConfig config;
  private final Rotation rotation;
  private final Scratch scratch;
  private final Norm attentionNorm;
  private final Linear qkv;
  private final List<Norm> headNorms = new ArrayList<>(); // of queries and keys, or none
  private final Attention attention;
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
    this.rotation = rotation;
    attentionNorm = parts.norm(TensorName.attentionNorm(layer));
    qkv = parts.linear(TensorName.qkv(layer), config.qkvRows(), config.biases().qkv());
    if (config.norms().heads()) {
      headNorms.add(parts.headNorm(TensorName.queryNorm(layer)));
      headNorms.add(parts.headNorm(TensorName.keyNorm(layer)));
    }
    attention = new Attention(layer, config, scratch);
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
   * @param cache with room for them
   */
  void apply(float[] x, int count, int position, LayerCache cache) {
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
      cache.put(position + t, scratch.qkv, row + config.attentionSize());

      // 4. Attend to the positions of the window, the last of which is this one
      attention.apply(t, position + t, cache, observer);
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
