package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;

/**
 * The names that most families have from Llama. What tensors there are follows from the
 * configuration; what is done to their values is set before {@link #map}.
 */
final class LlamaNames {
  private final DecoderConfig config;
  private float scoreScale;
  private boolean zeroCentred;

  /** Scores are scaled by {@code 1/sqrt(D)}, norms multiply by their weight. */
  LlamaNames(DecoderConfig config) {
    this.config = config;
    scoreScale = (float) (1 / Math.sqrt(config.headSize()));
  }

  /** Attention's scores are multiplied by this instead of {@code 1/sqrt(D)}. */
  LlamaNames scoreScale(float factor) {
    scoreScale = factor;
    return this;
  }

  /** Norms multiply by 1 + weight. */
  LlamaNames zeroCentredNorms() {
    zeroCentred = true;
    return this;
  }

  TensorMap map() {
    TensorMap map = new TensorMap();
    StoredTensor embedding = matrix("model.embed_tokens", config.vocabulary(), config.hidden());
    StoredTensor unembedding = matrix("lm_head", config.vocabulary(), config.hidden());
    map.put(TensorName.EMBEDDING, embedding.whole());
    map.put(TensorName.UNEMBEDDING, (config.tiedEmbeddings() ? embedding : unembedding).whole());
    map.put(TensorName.FINAL_NORM, norm("model.norm"));
    for (int i = 0; i < config.layers(); i++) {
      String layer = "model.layers." + i + ".";
      putAttention(map, i, layer + "self_attn.");
      putFeedForward(map, i, layer + "mlp.");
      putNorms(map, i, layer);
    }
    return map;
  }

  /** The factor on query rows; where heads are normed, the norm would undo it and carries it. */
  float queryScale() {
    return config.norms().heads() ? 1 : scoreScale;
  }

  private void putAttention(TensorMap map, int i, String block) {
    map.put(
        TensorName.qkv(i),
        matrix(block + "q_proj", config.attentionSize(), config.hidden())
            .whole()
            .times(queryScale()),
        matrix(block + "k_proj", config.kvSize(), config.hidden()).whole(),
        matrix(block + "v_proj", config.kvSize(), config.hidden()).whole());
    map.put(
        TensorName.attentionOutput(i),
        matrix(block + "o_proj", config.hidden(), config.attentionSize()).whole());
    if (config.biases().qkv()) {
      map.put(
          TensorName.bias(TensorName.qkv(i)),
          bias(block + "q_proj", config.attentionSize()).times(queryScale()),
          bias(block + "k_proj", config.kvSize()),
          bias(block + "v_proj", config.kvSize()));
    }
    if (config.biases().attentionOutput()) {
      map.put(
          TensorName.bias(TensorName.attentionOutput(i)), bias(block + "o_proj", config.hidden()));
    }
    if (config.norms().heads()) {
      map.put(TensorName.queryNorm(i), headNorm(block + "q_norm").times(scoreScale));
      map.put(TensorName.keyNorm(i), headNorm(block + "k_norm"));
    }
  }

  private void putFeedForward(TensorMap map, int i, String block) {
    int f = config.feedForward();
    map.put(
        TensorName.gateUp(i),
        matrix(block + "gate_proj", f, config.hidden()).whole(),
        matrix(block + "up_proj", f, config.hidden()).whole());
    map.put(TensorName.down(i), matrix(block + "down_proj", config.hidden(), f).whole());
    if (config.biases().feedForward()) {
      map.put(
          TensorName.bias(TensorName.gateUp(i)),
          bias(block + "gate_proj", f),
          bias(block + "up_proj", f));
      map.put(TensorName.bias(TensorName.down(i)), bias(block + "down_proj", config.hidden()));
    }
  }

  /** With norms behind the blocks, the name of the one between them means another place. */
  private void putNorms(TensorMap map, int i, String layer) {
    map.put(TensorName.attentionNorm(i), norm(layer + "input_layernorm"));
    if (config.norms().post()) {
      map.put(TensorName.attentionPostNorm(i), norm(layer + "post_attention_layernorm"));
      map.put(TensorName.feedForwardNorm(i), norm(layer + "pre_feedforward_layernorm"));
      map.put(TensorName.feedForwardPostNorm(i), norm(layer + "post_feedforward_layernorm"));
    } else {
      map.put(TensorName.feedForwardNorm(i), norm(layer + "post_attention_layernorm"));
    }
  }

  private Part norm(String name) {
    return centred(StoredTensor.vector(name + ".weight", config.hidden()).whole());
  }

  private Part headNorm(String name) {
    return centred(StoredTensor.vector(name + ".weight", config.headSize()).whole());
  }

  private Part centred(Part gain) {
    return zeroCentred ? gain.plusOne() : gain;
  }

  private static Part bias(String name, int length) {
    return StoredTensor.vector(name + ".bias", length).whole();
  }

  private static StoredTensor matrix(String name, int rows, int columns) {
    return StoredTensor.matrix(name + ".weight", rows, columns);
  }
}
