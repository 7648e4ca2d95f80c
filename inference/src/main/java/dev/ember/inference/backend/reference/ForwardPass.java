package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;

/**
 * One token through the decoder. The letters of the shapes are those of {@link
 * dev.ember.inference.model}.
 */
final class ForwardPass {
  private final DecoderConfig config;
  private final DecoderWeights weights;
  private final Linear linear;
  private final Rotation rotation;

  private final float[] x; // [E], the residual stream
  private final float[] normed; // [E]
  private final float[] projected; // [E], what a block adds to x
  private final float[] qkv; // [(H + 2K) * D]
  private final float[] attended; // [H * D]
  private final float[] scores; // [C], of one head
  private final float[] gateUp; // [2F]
  private final float[] gated; // [F]

  ForwardPass(DecoderWeights weights, Activations activations) {
    this.weights = weights;
    config = weights.config();
    linear = new Linear(activations, config);
    rotation = new Rotation(config);
    x = new float[config.hidden()];
    normed = new float[config.hidden()];
    projected = new float[config.hidden()];
    qkv = new float[config.qkvRows()];
    attended = new float[config.attentionSize()];
    scores = new float[config.context()];
    gateUp = new float[2 * config.feedForward()];
    gated = new float[config.feedForward()];
  }

  /** Reads a token at the cache's next position and appends its keys and values. */
  void read(int token, ReferenceKvCache cache) {
    int position = cache.length();
    rotation.moveTo(position);

    // 1. Embed: x = row of the table, [E]
    System.arraycopy(
        weights.tensor(TensorName.EMBEDDING), token * config.hidden(), x, 0, config.hidden());

    for (int i = 0; i < config.layers(); i++) {
      // 2. Normalise and project to queries, keys and values, [(H + 2K) * D]
      normalise(x, weights.tensor(TensorName.attentionNorm(i)));
      linear.multiply(weights.tensor(TensorName.qkv(i)), normed, qkv);

      // 3. Rotate each head of the queries and keys by its position
      int firstValue = config.attentionSize() + config.kvSize();
      for (int head = 0; head < firstValue; head += config.headSize()) {
        rotation.apply(qkv, head);
      }

      // 4. Remember keys and values, [K * D] each
      int row = position * config.kvSize();
      System.arraycopy(qkv, config.attentionSize(), cache.keys(i), row, config.kvSize());
      System.arraycopy(qkv, firstValue, cache.values(i), row, config.kvSize());

      // 5. Attend to all positions up to this one, project, add
      for (int head = 0; head < config.heads(); head++) {
        attend(head, position + 1, cache.keys(i), cache.values(i));
      }
      linear.multiply(weights.tensor(TensorName.attentionOutput(i)), attended, projected);
      add(projected);

      // 6. Feed forward (SwiGLU): W_down (silu(W_gate n) * W_up n), add
      normalise(x, weights.tensor(TensorName.feedForwardNorm(i)));
      linear.multiply(weights.tensor(TensorName.gateUp(i)), normed, gateUp);
      for (int f = 0; f < gated.length; f++) {
        gated[f] = silu(gateUp[f]) * gateUp[gated.length + f];
      }
      linear.multiply(weights.tensor(TensorName.down(i)), gated, projected);
      add(projected);
    }
    cache.append();
  }

  /** Turns the residual stream that {@link #read} left into logits, {@code [V]}. */
  void unembed(float[] logits) {
    normalise(x, weights.tensor(TensorName.FINAL_NORM));
    linear.multiply(weights.tensor(TensorName.UNEMBEDDING), normed, logits);
  }

  /** RMSNorm (Zhang and Sennrich 2019): {@code v / sqrt(mean(v^2) + eps) * gamma}. */
  private void normalise(float[] v, float[] gamma) {
    float squares = 0;
    for (float value : v) {
      squares += value * value;
    }
    float scale = (float) (1 / Math.sqrt(squares / v.length + config.norms().epsilon()));
    for (int i = 0; i < v.length; i++) {
      normed[i] = v[i] * scale * gamma[i];
    }
  }

  /** One query head over {@code length} positions; 1/sqrt(D) is already in the query. */
  private void attend(int head, int length, float[] keys, float[] values) {
    int size = config.headSize();
    int query = head * size;
    int kvHead = head / (config.heads() / config.kvHeads()) * size;
    for (int t = 0; t < length; t++) {
      int key = t * config.kvSize() + kvHead;
      float dot = 0;
      for (int d = 0; d < size; d++) {
        dot += qkv[query + d] * keys[key + d];
      }
      scores[t] = dot;
    }
    softmax(scores, length);
    for (int d = 0; d < size; d++) {
      float sum = 0;
      for (int t = 0; t < length; t++) {
        sum += scores[t] * values[t * config.kvSize() + kvHead + d];
      }
      attended[query + d] = sum;
    }
  }

  private void add(float[] block) {
    for (int i = 0; i < x.length; i++) {
      x[i] += block[i];
    }
  }

  private static void softmax(float[] values, int count) {
    float max = values[0];
    for (int i = 1; i < count; i++) {
      max = Math.max(max, values[i]);
    }
    float sum = 0;
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.exp(values[i] - max);
      sum += values[i];
    }
    for (int i = 0; i < count; i++) {
      values[i] /= sum;
    }
  }

  private static float silu(float value) {
    return (float) (value / (1 + Math.exp(-value)));
  }
}
