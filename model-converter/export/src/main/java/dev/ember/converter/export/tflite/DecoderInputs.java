package dev.ember.converter.export.tflite;

import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of one subgraph in their order. A signature declares none that it does not use, since
 * runtimes differ in what they make of those.
 */
final class DecoderInputs {
  private final DecoderConfig config;
  private final int context; // C
  private final GraphTensor embeddings; // [1, T, E]
  private final Map<Integer, GraphTensor> cos = new HashMap<>(); // by table, [1, T, 1, D]
  private final Map<Integer, GraphTensor> sin = new HashMap<>(); // by table, [1, T, 1, D]
  private final Map<String, GraphTensor> masks = new HashMap<>(); // by name, [1, 1, T, C + T]
  private final List<GraphTensor> keys = new ArrayList<>(); // [1, K, D, C] of each layer
  private final List<GraphTensor> values = new ArrayList<>(); // [1, K, C, D] of each layer

  /**
   * @param signature T and C
   * @param attending how many layers, from the first, read their caches
   */
  DecoderInputs(Subgraph graph, DecoderConfig config, Manifest.Signature signature, int attending) {
    this.config = config;
    int tokens = signature.tokens();
    context = signature.context();
    embeddings = graph.input(GraphName.EMBEDDINGS, 1, tokens, config.hidden());
    AttentionLayout attention = config.attention();
    for (int layer = 0; layer < config.layers(); layer++) {
      int table = attention.kind(layer).rotary();
      if (attention.rotary(layer).turns() && !cos.containsKey(table)) {
        cos.put(table, graph.input(GraphName.ropeCos(table), 1, tokens, 1, config.headSize()));
        sin.put(table, graph.input(GraphName.ropeSin(table), 1, tokens, 1, config.headSize()));
      }
    }
    for (int layer = 0; layer < attending; layer++) {
      String name = GraphName.mask(config, layer);
      if (!masks.containsKey(name)) {
        masks.put(name, graph.input(name, 1, 1, tokens, context + tokens));
      }
    }
    for (int layer = 0; layer < attending; layer++) {
      int k = config.kvHeads();
      int d = config.headSize();
      keys.add(graph.input(GraphName.keys(layer), 1, k, d, context));
      values.add(graph.input(GraphName.values(layer), 1, k, context, d));
    }
  }

  /** C, positions of a cache. */
  int context() {
    return context;
  }

  GraphTensor embeddings() {
    return embeddings;
  }

  /** Cosines of a layer that rotates. */
  GraphTensor cos(int layer) {
    return declared(cos.get(config.attention().kind(layer).rotary()));
  }

  /** Sines of a layer that rotates. */
  GraphTensor sin(int layer) {
    return declared(sin.get(config.attention().kind(layer).rotary()));
  }

  /** The mask of a layer that attends. */
  GraphTensor mask(int layer) {
    return declared(masks.get(GraphName.mask(config, layer)));
  }

  GraphTensor keys(int layer) {
    return keys.get(layer);
  }

  GraphTensor values(int layer) {
    return values.get(layer);
  }

  private static GraphTensor declared(@Nullable GraphTensor input) {
    return Objects.requireNonNull(input, "an input that was declared");
  }
}
