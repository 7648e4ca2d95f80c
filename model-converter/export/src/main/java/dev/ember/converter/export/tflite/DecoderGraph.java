package dev.ember.converter.export.tflite;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder as a graph, in the one form that every runtime computes rightly.
 *
 * <p>The caches are inputs and only the new keys and values are outputs: the host appends them.
 * Keys are kept transposed, {@code k [1, K, D, C]}, because the GPU delegate ignores the
 * transposition flags of BATCH_MATMUL. The query heads of a kv head are folded into rows, {@code G
 * = H / K} for each new position.
 *
 * <p>Inputs in this order: {@code embeddings [1, T, E]}, {@code rope_cos} and {@code rope_sin}
 * {@code [1, T, 1, D]} (the sine negated in its first half), {@code mask [1, 1, T, C + T]}, then
 * {@code k_i [1, K, D, C]} and {@code v_i [1, K, C, D]} of each layer. Outputs: {@code k_new_i [1,
 * K, D, T]} and {@code v_new_i [1, K, T, D]}, and of {@code decode} the {@code logits [1, 1, V]}. A
 * signature declares no input that it does not use: {@code prefill} stops after the last layer's
 * keys and values, so it has no caches of the last layer.
 */
final class DecoderGraph {
  static final String DECODE = "decode";
  static final String PREFILL = "prefill";

  /**
   * RMSNorm squares x / 16 instead of x, for x * x overflows half precision above 255 on a GPU.
   * Exact in binary, so the result is the same.
   */
  private static final float NORM_SCALE = 1f / 16;

  private final TfliteModel model;
  private final DecoderConfig config;
  private final int context;

  /**
   * Graphs over a model that has all weights of {@code config}.
   *
   * @param context C, positions of a cache
   */
  DecoderGraph(TfliteModel model, DecoderConfig config, int context) {
    this.model = model;
    this.config = config;
    this.context = context;
  }

  /** Adds the signature that takes one token and gives logits. */
  void addDecode() {
    Pass pass = new Pass(model.subgraph(DECODE), 1, config.layers());
    GraphTensor x = pass.embeddings;
    for (int layer = 0; layer < config.layers(); layer++) {
      x = pass.layer(layer, x);
    }
    GraphTensor last = pass.rmsNorm(x, TensorName.FINAL_NORM);
    pass.graph.output("logits", pass.linears.apply(last, TensorName.UNEMBEDDING, false));
  }

  /** Adds the signature that takes {@code tokens} tokens and only fills the caches. */
  void addPrefill(int tokens) {
    int last = config.layers() - 1;
    Pass pass = new Pass(model.subgraph(PREFILL), tokens, last);
    GraphTensor x = pass.embeddings;
    for (int layer = 0; layer < last; layer++) {
      x = pass.layer(layer, x);
    }
    pass.lastKeysAndValues(last, x);
  }

  /** One subgraph over T new positions. */
  private final class Pass {
    private final Subgraph graph;
    private final LinearLayers linears;
    private final int t; // T
    private final int e = config.hidden();
    private final int h = config.heads();
    private final int k = config.kvHeads();
    private final int d = config.headSize();
    private final int group = h / k; // G, query heads of a kv head
    private final GraphTensor embeddings;
    private final GraphTensor cos;
    private final GraphTensor sin;
    private final List<GraphTensor> masks = new ArrayList<>(1);
    private final List<GraphTensor> keyCaches = new ArrayList<>();
    private final List<GraphTensor> valueCaches = new ArrayList<>();

    /** Declares the inputs; {@code attending} layers read their caches. */
    Pass(Subgraph graph, int tokens, int attending) {
      this.graph = graph;
      linears = new LinearLayers(graph, model);
      this.t = tokens;
      embeddings = graph.input("embeddings", 1, t, e);
      cos = graph.input("rope_cos", 1, t, 1, d);
      sin = graph.input("rope_sin", 1, t, 1, d);
      if (attending > 0) {
        masks.add(graph.input("mask", 1, 1, t, context + t));
      }
      for (int layer = 0; layer < attending; layer++) {
        keyCaches.add(graph.input("k_" + layer, 1, k, d, context));
        valueCaches.add(graph.input("v_" + layer, 1, k, context, d));
      }
    }

    /** One whole layer, {@code [1, T, E]} to {@code [1, T, E]}. */
    GraphTensor layer(int layer, GraphTensor x) {
      // 1. normalise and project to queries, keys and values at once
      GraphTensor qkv =
          linears.apply(rmsNorm(x, TensorName.attentionNorm(layer)), TensorName.qkv(layer), false);
      // 2. rotate queries and keys together
      GraphTensor qk = rotate(heads(graph.slice(qkv, 2, 0, (h + k) * d), h + k));
      GraphTensor q = foldQueries(graph.slice(qk, 2, 0, h)); // [1, K, G * T, D]
      GraphTensor kNew = transposeKeys(graph.slice(qk, 2, h, k)); // [1, K, D, T]
      GraphTensor vNew = byHead(heads(graph.slice(qkv, 2, (h + k) * d, k * d), k));
      graph.output("k_new_" + layer, kNew);
      graph.output("v_new_" + layer, vNew);
      // 3. attend over the cache and the new positions
      GraphTensor weights =
          attentionWeights(
              graph.concat(graph.matmul(q, keyCaches.get(layer)), graph.matmul(q, kNew), 3));
      GraphTensor cached = graph.slice(weights, 3, 0, context);
      GraphTensor fresh = graph.slice(weights, 3, context, t);
      GraphTensor attended =
          graph.add(graph.matmul(cached, valueCaches.get(layer)), graph.matmul(fresh, vNew));
      // 4. project back and add to the stream
      GraphTensor projected =
          linears.apply(unfold(attended), TensorName.attentionOutput(layer), false); // [1, T, E]
      GraphTensor afterAttention = graph.add(x, projected);
      // 5. feed forward
      return graph.add(afterAttention, feedForward(layer, afterAttention));
    }

    /** The part of a layer that fills its cache, where nothing follows. */
    void lastKeysAndValues(int layer, GraphTensor x) {
      GraphTensor qkv =
          linears.apply(rmsNorm(x, TensorName.attentionNorm(layer)), TensorName.qkv(layer), false);
      GraphTensor keys = rotate(heads(graph.slice(qkv, 2, h * d, k * d), k));
      GraphTensor values = heads(graph.slice(qkv, 2, (h + k) * d, k * d), k);
      graph.output("k_new_" + layer, transposeKeys(keys));
      graph.output("v_new_" + layer, byHead(values));
    }

    /** {@code x / sqrt(mean(x^2) + eps) * gamma}, everything under the root scaled by c squared. */
    GraphTensor rmsNorm(GraphTensor x, String gamma) {
      GraphTensor scaled = graph.mul(x, graph.scalar(NORM_SCALE));
      GraphTensor meanSquare = graph.mean(graph.mul(scaled, scaled));
      GraphTensor epsilon = graph.scalar(config.norms().epsilon() * NORM_SCALE * NORM_SCALE);
      GraphTensor inverse = graph.rsqrt(graph.add(meanSquare, epsilon));
      return graph.mul(graph.mul(scaled, inverse), graph.vector(gamma));
    }

    /** {@code [1, T, n * D]} to {@code [1, T, n, D]}. */
    private GraphTensor heads(GraphTensor x, int n) {
      return graph.reshape(x, 1, t, n, d);
    }

    /** Rotary positions: pairs (i, i + D/2), as {@code x * cos + swap(x) * [-sin, sin]}. */
    private GraphTensor rotate(GraphTensor x) {
      GraphTensor low = graph.slice(x, 3, 0, d / 2);
      GraphTensor high = graph.slice(x, 3, d / 2, d / 2);
      GraphTensor swapped = graph.concat(high, low, 3);
      return graph.add(graph.mul(x, cos), graph.mul(swapped, sin));
    }

    /** Queries {@code [1, T, H, D]} to {@code [1, K, G * T, D]}. */
    private GraphTensor foldQueries(GraphTensor q) {
      GraphTensor byHead = t == 1 ? q : graph.transpose(q, 0, 2, 1, 3); // [1, H, T, D]
      return graph.reshape(byHead, 1, k, group * t, d);
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
    private GraphTensor attentionWeights(GraphTensor scores) {
      int width = context + t;
      GraphTensor masked = graph.add(graph.reshape(scores, 1, h, t, width), masks.get(0));
      return graph.softmax(graph.reshape(masked, 1, k, group * t, width));
    }

    /** Attention's result {@code [1, K, G * T, D]} to {@code [1, T, H * D]}. */
    private GraphTensor unfold(GraphTensor attended) {
      if (t == 1) {
        return graph.reshape(attended, 1, 1, h * d);
      }
      GraphTensor byHead = graph.reshape(attended, 1, h, t, d);
      return graph.reshape(graph.transpose(byHead, 0, 2, 1, 3), 1, t, h * d);
    }

    /** SwiGLU: {@code W2 (silu(gate) * up)}. */
    private GraphTensor feedForward(int layer, GraphTensor x) {
      int f = config.feedForward();
      GraphTensor gateUp =
          linears.apply(
              rmsNorm(x, TensorName.feedForwardNorm(layer)), TensorName.gateUp(layer), false);
      GraphTensor gate = graph.slice(gateUp, 2, 0, f);
      GraphTensor up = graph.slice(gateUp, 2, f, f);
      GraphTensor silu = graph.mul(gate, graph.logistic(gate));
      return linears.apply(graph.mul(silu, up), TensorName.down(layer), false);
    }
  }
}
