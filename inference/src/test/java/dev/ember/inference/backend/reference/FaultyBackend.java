package dev.ember.inference.backend.reference;

import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reference once more, for decoders of Llama's form, so that its attention can be got wrong: a
 * subclass says what a query sees, and by which position it and its key are turned. Without a fault
 * it gives the reference's bits.
 */
public abstract class FaultyBackend extends ForwardingBackend {
  private final DecoderConfig config;
  private final HeldTensors tensors;
  private final List<Layer> layers = new ArrayList<>(); // L
  private final Norm finalNorm;
  private final Linear unembedding;
  private final Scratch scratch;
  private final Rotation queryTurn;
  private final Rotation keyTurn;
  private final float[] x; // [T, E]

  private record Layer(
      Norm attentionNorm,
      Linear qkv,
      Linear attentionOutput,
      Norm feedForwardNorm,
      Linear gateUp,
      Linear down) {

    static Layer of(int layer, DecoderConfig config, Parts parts) {
      return new Layer(
          parts.norm(TensorName.attentionNorm(layer)),
          parts.linear(TensorName.qkv(layer), config.qkvRows(), false),
          parts.linear(TensorName.attentionOutput(layer), config.hidden(), false),
          parts.norm(TensorName.feedForwardNorm(layer)),
          parts.linear(TensorName.gateUp(layer), config.gateUpRows(), false),
          parts.linear(TensorName.down(layer), config.hidden(), false));
    }
  }

  protected FaultyBackend(DecoderWeights weights) {
    super(new ReferenceBackend(weights));
    config = weights.config();
    tensors = new HeldTensors(weights);
    LinearInputs inputs = new LinearInputs(Activations.FLOAT32, LinearObserver.NONE);
    Parts parts = new Parts(config, tensors, inputs);
    for (int i = 0; i < config.layers(); i++) {
      layers.add(Layer.of(i, config, parts));
    }
    finalNorm = parts.norm(TensorName.FINAL_NORM);
    unembedding = parts.linear(TensorName.UNEMBEDDING, config.vocabulary(), false);
    int tokens = prefillChunk();
    scratch = new Scratch(config, tokens);
    queryTurn = new Rotation(config.attention().rotary(0), config.context(), tokens);
    keyTurn = new Rotation(config.attention().rotary(0), config.context(), tokens);
    x = new float[tokens * config.hidden()];
  }

  /**
   * The last position that a query sees: its own.
   *
   * @param end of what is read with it
   */
  protected int lastSeen(int position, int end) {
    return position;
  }

  /**
   * The position that the first query of what is read at once is turned by: its own.
   *
   * @param count of tokens that are read at once
   */
  protected int queryPosition(int layer, int position, int count) {
    return position;
  }

  /** The same of its key. */
  protected int keyPosition(int layer, int position, int count) {
    return position;
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    for (int done = 0; done < count; done += prefillChunk()) {
      int end = Math.min(done + prefillChunk(), count);
      read(Arrays.copyOfRange(tokens, done, end), (ReferenceKvCache) cache);
    }
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    read(new int[] {token}, (ReferenceKvCache) cache);
    finalNorm.apply(x, 0, x);
    unembedding.apply(x, 1, logits);
  }

  private void read(int[] tokens, ReferenceKvCache cache) {
    int position = cache.length();
    int count = tokens.length;
    cache.reserve(count + 1); // a query that sees too much sees what is there, or zeros
    for (int t = 0; t < count; t++) {
      float[] row = tensors.row(TensorName.EMBEDDING, tokens[t]);
      System.arraycopy(row, 0, x, t * config.hidden(), config.hidden());
    }
    for (int i = 0; i < layers.size(); i++) {
      queryTurn.moveTo(queryPosition(i, position, count), count);
      keyTurn.moveTo(keyPosition(i, position, count), count);
      apply(layers.get(i), count, position, cache.layer(i));
    }
    cache.append(count);
  }

  private void apply(Layer layer, int count, int position, LayerCache cache) {
    layer.attentionNorm().applyAll(x, count, scratch.normed);
    layer.qkv().apply(scratch.normed, count, scratch.qkv);
    for (int t = 0; t < count; t++) {
      turn(t);
      cache.put(position + t, scratch.qkv, t * config.qkvRows() + config.attentionSize());
    }
    for (int t = 0; t < count; t++) {
      int end = lastSeen(position + t, position + count) + 1;
      for (int head = 0; head < config.heads(); head++) {
        attend(head, t, end, cache);
      }
    }
    layer.attentionOutput().apply(scratch.attended, count, scratch.projected);
    add(count);
    layer.feedForwardNorm().applyAll(x, count, scratch.normed);
    layer.gateUp().apply(scratch.normed, count, scratch.gateUp);
    activate(count);
    layer.down().apply(scratch.gated, count, scratch.projected);
    add(count);
  }

  private void turn(int t) {
    int row = t * config.qkvRows();
    for (int head = 0; head < config.heads() + config.kvHeads(); head++) {
      Rotation rotation = head < config.heads() ? queryTurn : keyTurn;
      rotation.apply(t, scratch.qkv, row + head * config.headSize());
    }
  }

  private void attend(int head, int t, int end, LayerCache cache) {
    int size = config.headSize();
    int query = t * config.qkvRows() + head * size;
    int kvHead = head / (config.heads() / config.kvHeads()) * size;
    float[] scores = new float[end];
    float largest = Float.NEGATIVE_INFINITY;
    for (int past = 0; past < end; past++) {
      for (int d = 0; d < size; d++) {
        scores[past] += scratch.qkv[query + d] * cache.keys(kvHead + d)[past];
      }
      largest = Math.max(largest, scores[past]);
    }
    float sum = 0;
    for (int past = 0; past < end; past++) {
      scores[past] = (float) Math.exp(scores[past] - largest);
      sum += scores[past];
    }
    int result = t * config.attentionSize() + head * size;
    Arrays.fill(scratch.attended, result, result + size, 0);
    for (int past = 0; past < end; past++) {
      float weight = scores[past] / sum;
      for (int d = 0; d < size; d++) {
        scratch.attended[result + d] += weight * cache.value(past)[kvHead + d];
      }
    }
  }

  private void activate(int count) {
    int f = config.feedForward();
    for (int t = 0; t < count; t++) {
      for (int i = 0; i < f; i++) {
        float gate = scratch.gateUp[t * 2 * f + i];
        float silu = (float) (gate / (1 + Math.exp(-gate)));
        scratch.gated[t * f + i] = silu * scratch.gateUp[t * 2 * f + f + i];
      }
    }
  }

  private void add(int count) {
    for (int i = 0; i < count * config.hidden(); i++) {
      x[i] += scratch.projected[i];
    }
  }
}
