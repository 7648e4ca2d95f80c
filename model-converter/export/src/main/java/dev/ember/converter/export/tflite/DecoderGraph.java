package dev.ember.converter.export.tflite;

import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;

/**
 * The decoder as a graph, in the one form that every runtime computes rightly.
 *
 * <p>The caches are inputs and only the new keys and values are outputs: the host appends them.
 * What families of models do differently is asked of the configuration by the block that does it:
 * {@link AttentionLayers}, {@link FeedForwardLayers}, {@link NormLayers}.
 *
 * <p>Inputs in this order: {@code embeddings [1, T, E]} (scaled, and with learned positions added,
 * by the host), for each rotary table {@code rope_cos} and {@code rope_sin} {@code [1, T, 1, D]}
 * (the sine negated in its first half), for each window {@code mask [1, 1, T, C + T]}, then {@code
 * k_i [1, K, D, C]} and {@code v_i [1, K, C, D]} of each layer. Outputs: {@code k_new_i [1, K, D,
 * T]} and {@code v_new_i [1, K, T, D]}, and of {@code decode} and {@code verify} the {@code logits
 * [1, T, V]}. A signature declares no input that it does not use: {@code prefill} stops after the
 * last layer's keys and values, so it has no caches of the last layer.
 */
final class DecoderGraph {
  private final TfliteModel model;
  private final DecoderConfig config;

  /**
   * Graphs over a model that has all weights of {@code config}.
   *
   * @param config dimensions; its context is that of the largest signature
   */
  DecoderGraph(TfliteModel model, DecoderConfig config) {
    this.model = model;
    this.config = config;
  }

  /** Adds a signature that gives the logits of each of its tokens. */
  void addWithLogits(Manifest.Signature signature) {
    Pass pass = new Pass(signature, config.layers());
    GraphTensor x = pass.inputs.embeddings();
    for (int layer = 0; layer < config.layers(); layer++) {
      x = pass.layer(layer, x);
    }
    GraphTensor last = pass.norms.apply(x, TensorName.FINAL_NORM);
    GraphTensor logits = pass.linears.apply(last, TensorName.UNEMBEDDING, false);
    pass.graph.output(GraphName.LOGITS, logits);
  }

  /** Adds a signature that only fills the caches. */
  void addPrefill(Manifest.Signature signature) {
    int last = config.layers() - 1;
    Pass pass = new Pass(signature, last);
    GraphTensor x = pass.inputs.embeddings();
    for (int layer = 0; layer < last; layer++) {
      x = pass.layer(layer, x);
    }
    pass.attention.keysAndValues(last, pass.norms.apply(x, TensorName.attentionNorm(last)));
  }

  /** One subgraph over T new positions. */
  private final class Pass {
    private final Subgraph graph;
    private final LinearLayers linears;
    private final NormLayers norms;
    private final DecoderInputs inputs;
    private final AttentionLayers attention;
    private final FeedForwardLayers feedForward;

    /** Declares the inputs; {@code attending} layers read their caches. */
    Pass(Manifest.Signature signature, int attending) {
      graph = model.subgraph(signature.name());
      linears = new LinearLayers(graph, model);
      norms = new NormLayers(graph, config);
      inputs = new DecoderInputs(graph, config, signature, attending);
      attention = new AttentionLayers(graph, config, linears, norms, inputs);
      feedForward = new FeedForwardLayers(graph, config, linears);
    }

    /** One whole layer, {@code [1, T, E]} to {@code [1, T, E]}. */
    GraphTensor layer(int layer, GraphTensor x) {
      GraphTensor attended =
          attention.apply(layer, norms.apply(x, TensorName.attentionNorm(layer)));
      GraphTensor y = add(x, attended, TensorName.attentionPostNorm(layer));
      GraphTensor fed = feedForward.apply(layer, norms.apply(y, TensorName.feedForwardNorm(layer)));
      return add(y, fed, TensorName.feedForwardPostNorm(layer));
    }

    /** Adds a block to the stream, normed first if the model does. */
    private GraphTensor add(GraphTensor x, GraphTensor block, String postNorm) {
      return graph.add(x, config.norms().post() ? norms.apply(block, postNorm) : block);
    }
  }
}
