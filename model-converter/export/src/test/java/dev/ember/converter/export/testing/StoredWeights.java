package dev.ember.converter.export.testing;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import java.util.Arrays;
import java.util.List;

/**
 * Takes canonical weights apart into the tensors of a family's files: the importer's work, undone
 * and written down a second time.
 */
final class StoredWeights {
  private final CheckpointFolder folder;
  private final DecoderWeights weights;
  private final DecoderConfig config;
  private final float unscale;

  private StoredWeights(CheckpointFolder folder, DecoderWeights weights) {
    this.folder = folder;
    this.weights = weights;
    config = weights.config();
    unscale = (float) Math.sqrt(config.headSize());
  }

  static void store(ModelFamily family, CheckpointFolder folder, DecoderWeights weights) {
    StoredWeights stored = new StoredWeights(folder, weights);
    switch (family) {
      case GPT2 -> stored.storeGpt2();
      case PHI3 -> {
        stored.storeUsual();
        stored.fuse();
      }
      case GEMMA3 -> {
        stored.storeUsual();
        stored.centreNorms();
      }
      default -> stored.storeUsual();
    }
  }

  private void storeUsual() {
    matrix("model.embed_tokens.weight", TensorName.EMBEDDING, 0, config.vocabulary());
    for (int i = 0; i < config.layers(); i++) {
      String layer = "model.layers." + i + ".";
      storeAttention(layer + "self_attn.", i);
      storeFeedForward(layer + "mlp.", i);
      vector(layer + "input_layernorm.weight", TensorName.attentionNorm(i));
      if (config.norms().post()) {
        vector(layer + "post_attention_layernorm.weight", TensorName.attentionPostNorm(i));
        vector(layer + "pre_feedforward_layernorm.weight", TensorName.feedForwardNorm(i));
        vector(layer + "post_feedforward_layernorm.weight", TensorName.feedForwardPostNorm(i));
      } else {
        vector(layer + "post_attention_layernorm.weight", TensorName.feedForwardNorm(i));
      }
    }
    vector("model.norm.weight", TensorName.FINAL_NORM);
    if (!config.tiedEmbeddings()) {
      matrix("lm_head.weight", TensorName.UNEMBEDDING, 0, config.vocabulary());
    }
  }

  private void storeAttention(String block, int i) {
    int q = config.attentionSize();
    int kv = config.kvSize();
    String qkv = TensorName.qkv(i);
    matrix(block + "q_proj.weight", qkv, 0, q);
    matrix(block + "k_proj.weight", qkv, q, kv);
    matrix(block + "v_proj.weight", qkv, q + kv, kv);
    matrix(block + "o_proj.weight", TensorName.attentionOutput(i), 0, config.hidden());
    if (config.biases().qkv()) {
      part(block + "q_proj.bias", TensorName.bias(qkv), 0, q);
      part(block + "k_proj.bias", TensorName.bias(qkv), q, kv);
      part(block + "v_proj.bias", TensorName.bias(qkv), q + kv, kv);
    }
    if (config.biases().attentionOutput()) {
      vector(block + "o_proj.bias", TensorName.bias(TensorName.attentionOutput(i)));
    }
    if (config.norms().heads()) {
      vector(block + "q_norm.weight", TensorName.queryNorm(i));
      vector(block + "k_norm.weight", TensorName.keyNorm(i));
      scale(block + "q_norm.weight");
    } else {
      scale(block + "q_proj.weight");
      if (config.biases().qkv()) {
        scale(block + "q_proj.bias");
      }
    }
  }

  private void storeFeedForward(String block, int i) {
    int f = config.feedForward();
    matrix(block + "gate_proj.weight", TensorName.gateUp(i), 0, f);
    matrix(block + "up_proj.weight", TensorName.gateUp(i), f, f);
    matrix(block + "down_proj.weight", TensorName.down(i), 0, config.hidden());
    if (config.biases().feedForward()) {
      part(block + "gate_proj.bias", TensorName.bias(TensorName.gateUp(i)), 0, f);
      part(block + "up_proj.bias", TensorName.bias(TensorName.gateUp(i)), f, f);
      vector(block + "down_proj.bias", TensorName.bias(TensorName.down(i)));
    }
  }

  /** Phi-3 stores q, k and v as one tensor, and gate and up as another. */
  private void fuse() {
    for (int i = 0; i < config.layers(); i++) {
      String layer = "model.layers." + i + ".";
      join(layer + "self_attn.qkv_proj.weight", layer + "self_attn.", "q", "k", "v");
      join(layer + "mlp.gate_up_proj.weight", layer + "mlp.", "gate", "up");
    }
  }

  private void join(String fused, String block, String... parts) {
    int rows = 0;
    float[] values = {};
    for (String part : parts) {
      String name = block + part + "_proj.weight";
      float[] more = folder.tensor(name).values();
      rows += more.length / config.hidden();
      int before = values.length;
      values = Arrays.copyOf(values, before + more.length);
      System.arraycopy(more, 0, values, before, more.length);
      folder.withoutTensor(name);
    }
    folder.tensor(fused, List.of((long) rows, (long) config.hidden()), values);
  }

  /** Gemma stores what a gain has beyond 1. */
  private void centreNorms() {
    for (String name : folder.tensorNames()) {
      if (name.endsWith("norm.weight")) {
        float[] values = folder.tensor(name).values();
        for (int k = 0; k < values.length; k++) {
          values[k] -= 1;
        }
      }
    }
  }

  private void storeGpt2() {
    matrix("transformer.wte.weight", TensorName.EMBEDDING, 0, config.vocabulary());
    matrix("transformer.wpe.weight", TensorName.POSITION_EMBEDDING, 0, config.context());
    for (int i = 0; i < config.layers(); i++) {
      String layer = "transformer.h." + i + ".";
      norm(layer + "ln_1", TensorName.attentionNorm(i));
      norm(layer + "ln_2", TensorName.feedForwardNorm(i));
      conv(layer + "attn.c_attn", TensorName.qkv(i), config.qkvRows());
      conv(layer + "attn.c_proj", TensorName.attentionOutput(i), config.hidden());
      conv(layer + "mlp.c_fc", TensorName.gateUp(i), config.feedForward());
      conv(layer + "mlp.c_proj", TensorName.down(i), config.hidden());
      unscaleQueries(folder.tensor(layer + "attn.c_attn.weight").values());
      unscaleQueries(folder.tensor(layer + "attn.c_attn.bias").values());
    }
    norm("transformer.ln_f", TensorName.FINAL_NORM);
  }

  private void norm(String name, String canonical) {
    vector(name + ".weight", canonical);
    vector(name + ".bias", TensorName.bias(canonical));
  }

  /** A weight as {@code [in, out]}, and its bias. */
  private void conv(String name, String canonical, int rows) {
    float[] from = weights.tensor(canonical);
    int columns = from.length / rows;
    float[] turned = new float[from.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = from[r * columns + c];
      }
    }
    folder.tensor(name + ".weight", List.of((long) columns, (long) rows), turned);
    vector(name + ".bias", TensorName.bias(canonical));
  }

  /** The first third of each stored row, or of the bias. */
  private void unscaleQueries(float[] values) {
    for (int k = 0; k < values.length; k++) {
      if (k % config.qkvRows() < config.attentionSize()) {
        values[k] *= unscale;
      }
    }
  }

  private void matrix(String name, String canonical, int firstRow, int rows) {
    float[] from = weights.tensor(canonical);
    int columns = from.length / rowsOf(canonical);
    float[] values = Arrays.copyOfRange(from, firstRow * columns, (firstRow + rows) * columns);
    folder.tensor(name, List.of((long) rows, (long) columns), values);
  }

  private int rowsOf(String canonical) {
    if (canonical.equals(TensorName.EMBEDDING) || canonical.equals(TensorName.UNEMBEDDING)) {
      return config.vocabulary();
    }
    if (canonical.equals(TensorName.POSITION_EMBEDDING)) {
      return config.context();
    }
    if (canonical.endsWith("qkv")) {
      return config.qkvRows();
    }
    return canonical.endsWith("gate_up") ? config.gateUpRows() : config.hidden();
  }

  private void vector(String name, String canonical) {
    part(name, canonical, 0, weights.tensor(canonical).length);
  }

  private void part(String name, String canonical, int first, int count) {
    float[] values = Arrays.copyOfRange(weights.tensor(canonical), first, first + count);
    folder.tensor(name, List.of((long) count), values);
  }

  private void scale(String name) {
    float[] values = folder.tensor(name).values();
    for (int k = 0; k < values.length; k++) {
      values[k] *= unscale;
    }
  }
}
