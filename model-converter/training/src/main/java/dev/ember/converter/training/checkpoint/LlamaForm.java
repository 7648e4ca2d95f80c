package dev.ember.converter.training.checkpoint;

import com.google.gson.JsonObject;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.TensorName;

/**
 * Llama and its two nearest relatives, told apart by what they add: Qwen 2 (biases on q, k and v
 * alone) and Qwen 3 (norms of heads). The rotary pairs are already in Hugging Face's order, so rows
 * are only taken apart, never permuted.
 */
final class LlamaForm implements CheckpointForm {
  private static final String MODEL = "model.";
  private static final Biases QKV_ALONE = new Biases(true, false, false);

  @Override
  public boolean fits(DecoderConfig config) {
    boolean likeLlama = config.biases().qkv() == config.biases().attentionOutput();
    boolean heads = config.norms().heads();
    boolean knownBiases =
        heads ? config.biases().equals(Biases.NONE) : likeLlama || isQwen2(config);
    return config.norms().kind() == NormKind.RMS
        && !config.norms().post()
        && knownBiases
        && config.feedForwardKind().equals(FeedForwardKind.SWIGLU)
        && config.embeddings().scale() == 1
        && !config.embeddings().learnedPositions()
        && isPlain(config);
  }

  /** One kind of layer, with full attention and plain rotary positions over whole heads. */
  private static boolean isPlain(DecoderConfig config) {
    Rotary rotary = config.attention().rotary(0);
    return config.attention().kinds().size() == 1
        && config.attention().kind(0).window() == AttentionKind.FULL
        && rotary.equals(Rotary.plain(config.headSize(), rotary.theta()));
  }

  private static boolean isQwen2(DecoderConfig config) {
    return config.biases().equals(QKV_ALONE);
  }

  @Override
  public String modelType(DecoderConfig config) {
    return config.norms().heads() ? "qwen3" : isQwen2(config) ? "qwen2" : "llama";
  }

  @Override
  public String architecture(DecoderConfig config) {
    return config.norms().heads()
        ? "Qwen3ForCausalLM"
        : isQwen2(config) ? "Qwen2ForCausalLM" : "LlamaForCausalLM";
  }

  @Override
  public void describe(DecoderConfig config, JsonObject json) {
    json.addProperty("vocab_size", config.vocabulary());
    json.addProperty("max_position_embeddings", config.context());
    json.addProperty("hidden_size", config.hidden());
    json.addProperty("intermediate_size", config.feedForward());
    json.addProperty("num_hidden_layers", config.layers());
    json.addProperty("num_attention_heads", config.heads());
    json.addProperty("num_key_value_heads", config.kvHeads());
    json.addProperty("head_dim", config.headSize());
    json.addProperty("hidden_act", "silu");
    json.addProperty("rms_norm_eps", config.norms().epsilon());
    json.addProperty("rope_theta", config.attention().rotary(0).theta());
    if (!isQwen2(config)) {
      json.addProperty("attention_bias", config.biases().qkv());
    }
    if (modelType(config).equals("llama")) {
      json.addProperty("mlp_bias", config.biases().feedForward());
    }
    json.addProperty("attention_dropout", 0.0);
    json.addProperty("initializer_range", 0.02);
  }

  @Override
  public void addTensors(DecoderConfig config, StoredRows rows) {
    rows.addAll(MODEL + "embed_tokens.weight", TensorName.EMBEDDING);
    for (int i = 0; i < config.layers(); i++) {
      String layer = MODEL + "layers." + i + ".";
      rows.addAll(layer + "input_layernorm.weight", TensorName.attentionNorm(i));
      addAttention(config, rows, i, layer + "self_attn.");
      rows.addAll(layer + "post_attention_layernorm.weight", TensorName.feedForwardNorm(i));
      addFeedForward(config, rows, i, layer + "mlp.");
    }
    rows.addAll(MODEL + "norm.weight", TensorName.FINAL_NORM);
    if (!config.tiedEmbeddings()) {
      rows.addAll("lm_head.weight", TensorName.UNEMBEDDING);
    }
  }

  private static void addAttention(DecoderConfig config, StoredRows rows, int i, String block) {
    int q = config.attentionSize();
    int kv = config.kvSize();
    String qkv = TensorName.qkv(i);
    rows.add(block + "q_proj.weight", qkv, 0, q);
    rows.add(block + "k_proj.weight", qkv, q, kv);
    rows.add(block + "v_proj.weight", qkv, q + kv, kv);
    rows.addAll(block + "o_proj.weight", TensorName.attentionOutput(i));
    if (config.biases().qkv()) {
      rows.addVector(block + "q_proj.bias", TensorName.bias(qkv), 0, q);
      rows.addVector(block + "k_proj.bias", TensorName.bias(qkv), q, kv);
      rows.addVector(block + "v_proj.bias", TensorName.bias(qkv), q + kv, kv);
    }
    if (config.biases().attentionOutput()) {
      rows.addAll(block + "o_proj.bias", TensorName.bias(TensorName.attentionOutput(i)));
    }
    if (config.norms().heads()) {
      rows.addAll(block + "q_norm.weight", TensorName.queryNorm(i));
      rows.addAll(block + "k_norm.weight", TensorName.keyNorm(i));
    }
  }

  private static void addFeedForward(DecoderConfig config, StoredRows rows, int i, String block) {
    int f = config.feedForward();
    String gateUp = TensorName.gateUp(i);
    rows.add(block + "gate_proj.weight", gateUp, 0, f);
    rows.add(block + "up_proj.weight", gateUp, f, f);
    rows.addAll(block + "down_proj.weight", TensorName.down(i));
    if (config.biases().feedForward()) {
      rows.addVector(block + "gate_proj.bias", TensorName.bias(gateUp), 0, f);
      rows.addVector(block + "up_proj.bias", TensorName.bias(gateUp), f, f);
      rows.addAll(block + "down_proj.bias", TensorName.bias(TensorName.down(i)));
    }
  }
}
