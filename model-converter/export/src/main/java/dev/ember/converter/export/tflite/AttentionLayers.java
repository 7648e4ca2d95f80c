package dev.ember.converter.export.tflite;

import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.TensorName;

/**
 * The attention blocks of one subgraph.
 *
 * <p>Keys are kept transposed because the GPU delegate ignores the transposition flags of
 * BATCH_MATMUL. The query heads of a kv head are folded into rows, {@code G = H / K} for each new
 * position.
 */
final class AttentionLayers {
  private final Subgraph graph;
  private final DecoderConfig config;
  private final LinearLayers linears;
  private final NormLayers norms;
  private final DecoderInputs inputs;
  private final int t; // T
  private final int context; // C
  private final int h; // H
  private final int k; // K
  private final int d; // D

  AttentionLayers(
      Subgraph graph,
      DecoderConfig config,
      LinearLayers linears,
      NormLayers norms,
      DecoderInputs inputs) {
    this.graph = graph;
    this.config = config;
    this.linears = linears;
    this.norms = norms;
    this.inputs = inputs;
    t = inputs.embeddings().size(1);
    context = inputs.context();
    h = config.heads();
    k = config.kvHeads();
    d = config.headSize();
  }

  /** Attention and its output projection, {@code [1, T, E]}; {@code x} is normed already. */
  GraphTensor apply(int layer, GraphTensor x) {
    // 1. queries, keys and values at once
    GraphTensor qkv = linears.apply(x, TensorName.qkv(layer), config.biases().qkv());
    // 2. norm the heads of queries and keys if the model does, rotate them together
    GraphTensor qk = rotate(layer, normHeads(layer, heads(graph.slice(qkv, 2, 0, (h + k) * d))));
    GraphTensor q = foldQueries(graph.slice(qk, 2, 0, h)); // [1, K, G * T, D]
    GraphTensor kNew = transposeKeys(graph.slice(qk, 2, h, k)); // [1, K, D, T]
    GraphTensor vNew = byHead(heads(graph.slice(qkv, 2, (h + k) * d, k * d)));
    graph.output(GraphName.newKeys(layer), kNew);
    graph.output(GraphName.newValues(layer), vNew);
    // 3. attend over the cache and the new positions
    GraphTensor scores =
        graph.concat(graph.matmul(q, inputs.keys(layer)), graph.matmul(q, kNew), 3);
    GraphTensor weights = softmax(scores, inputs.mask(layer));
    GraphTensor cached = graph.slice(weights, 3, 0, context);
    GraphTensor fresh = graph.slice(weights, 3, context, t);
    GraphTensor attended =
        graph.add(graph.matmul(cached, inputs.values(layer)), graph.matmul(fresh, vNew));
    // 4. project back
    return linears.apply(
        unfold(attended), TensorName.attentionOutput(layer), config.biases().attentionOutput());
  }

  /** The part of a layer that fills its cache, where nothing follows. */
  void keysAndValues(int layer, GraphTensor x) {
    GraphTensor qkv = linears.apply(x, TensorName.qkv(layer), config.biases().qkv());
    GraphTensor keys = heads(graph.slice(qkv, 2, h * d, k * d));
    if (config.norms().heads()) {
      keys = norms.applyToHeads(keys, TensorName.keyNorm(layer));
    }
    GraphTensor values = heads(graph.slice(qkv, 2, (h + k) * d, k * d));
    graph.output(GraphName.newKeys(layer), transposeKeys(rotate(layer, keys)));
    graph.output(GraphName.newValues(layer), byHead(values));
  }

  /** {@code [1, T, n * D]} to {@code [1, T, n, D]}. */
  private GraphTensor heads(GraphTensor x) {
    return graph.reshape(x, 1, t, x.size(2) / d, d);
  }

  /** Queries and keys {@code [1, T, H + K, D]}, which have a gain each. */
  private GraphTensor normHeads(int layer, GraphTensor qk) {
    if (!config.norms().heads()) {
      return qk;
    }
    GraphTensor q = norms.applyToHeads(graph.slice(qk, 2, 0, h), TensorName.queryNorm(layer));
    GraphTensor keys = norms.applyToHeads(graph.slice(qk, 2, h, k), TensorName.keyNorm(layer));
    return graph.concat(q, keys, 2);
  }

  /**
   * Rotary positions: pairs (i, i + R/2), as {@code x * cos + swap(x) * [-sin, sin]}. Dimensions
   * from R on stay, for there the cosine is 1 and the sine 0.
   */
  private GraphTensor rotate(int layer, GraphTensor x) {
    Rotary rotary = config.attention().rotary(layer);
    if (!rotary.turns()) {
      return x;
    }
    int r = rotary.dimensions();
    GraphTensor swapped =
        graph.concat(graph.slice(x, 3, r / 2, r / 2), graph.slice(x, 3, 0, r / 2), 3);
    if (r < d) {
      swapped = graph.concat(swapped, graph.slice(x, 3, r, d - r), 3);
    }
    return graph.add(graph.mul(x, inputs.cos(layer)), graph.mul(swapped, inputs.sin(layer)));
  }

  /** Queries {@code [1, T, H, D]} to {@code [1, K, G * T, D]}. */
  private GraphTensor foldQueries(GraphTensor q) {
    GraphTensor byHead = t == 1 ? q : graph.transpose(q, 0, 2, 1, 3); // [1, H, T, D]
    return graph.reshape(byHead, 1, k, h / k * t, d);
  }

  /** Keys {@code [1, T, K, D]} to {@code [1, K, D, T]}. */
  private GraphTensor transposeKeys(GraphTensor keys) {
    return t == 1 ? graph.reshape(keys, 1, k, d, 1) : graph.transpose(keys, 0, 2, 3, 1);
  }

  /** Values {@code [1, T, K, D]} to {@code [1, K, T, D]}. */
  private GraphTensor byHead(GraphTensor values) {
    return t == 1 ? graph.reshape(values, 1, k, 1, d) : graph.transpose(values, 0, 2, 1, 3);
  }

  /** Masked softmax of the scores {@code [1, K, G * T, C + T]}. */
  private GraphTensor softmax(GraphTensor scores, GraphTensor mask) {
    int width = context + t;
    GraphTensor masked = graph.add(graph.reshape(scores, 1, h, t, width), mask);
    return graph.softmax(graph.reshape(masked, 1, k, h / k * t, width));
  }

  /** Attention's result {@code [1, K, G * T, D]} to {@code [1, T, H * D]}. */
  private GraphTensor unfold(GraphTensor attended) {
    if (t == 1) {
      return graph.reshape(attended, 1, 1, h * d);
    }
    GraphTensor byHead = graph.reshape(attended, 1, h, t, d);
    return graph.reshape(graph.transpose(byHead, 0, 2, 1, 3), 1, t, h * d);
  }
}
