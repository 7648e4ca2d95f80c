package dev.ember.converter.training.checkpoint;

import com.google.gson.JsonObject;
import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.TensorName;

/** GPT-2 (Radford et al. 2019): a table of positions, LayerNorm, GELU, a bias everywhere. */
final class Gpt2Form implements CheckpointForm {
  private static final String MODEL = "transformer.";

  @Override
  public boolean fits(DecoderConfig config) {
    return config.norms().kind() == NormKind.LAYER
        && !config.norms().heads()
        && !config.norms().post()
        && config.biases().equals(Biases.ALL)
        && config.feedForwardKind().equals(new FeedForwardKind(Activation.GELU_TANH, false))
        && config.embeddings().learnedPositions()
        && config.embeddings().scale() == 1
        && config.heads() == config.kvHeads()
        && config.heads() * config.headSize() == config.hidden()
        && config
            .attention()
            .equals(AttentionLayout.uniform(config.layers(), AttentionKind.FULL, Rotary.NONE));
  }

  @Override
  public String modelType(DecoderConfig config) {
    return "gpt2";
  }

  @Override
  public String architecture(DecoderConfig config) {
    return "GPT2LMHeadModel";
  }

  @Override
  public void describe(DecoderConfig config, JsonObject json) {
    json.addProperty("vocab_size", config.vocabulary());
    json.addProperty("n_positions", config.context());
    json.addProperty("n_embd", config.hidden());
    json.addProperty("n_layer", config.layers());
    json.addProperty("n_head", config.heads());
    json.addProperty("n_inner", config.feedForward());
    json.addProperty("activation_function", "gelu_new");
    json.addProperty("layer_norm_epsilon", config.norms().epsilon());
    json.addProperty("initializer_range", 0.02);
  }

  @Override
  public void addTensors(DecoderConfig config, StoredRows rows) {
    rows.addAll(MODEL + "wte.weight", TensorName.EMBEDDING);
    rows.addAll(MODEL + "wpe.weight", TensorName.POSITION_EMBEDDING);
    for (int i = 0; i < config.layers(); i++) {
      String layer = MODEL + "h." + i + ".";
      addNorm(rows, layer + "ln_1", TensorName.attentionNorm(i));
      addLinear(rows, layer + "attn.c_attn", TensorName.qkv(i));
      addLinear(rows, layer + "attn.c_proj", TensorName.attentionOutput(i));
      addNorm(rows, layer + "ln_2", TensorName.feedForwardNorm(i));
      addLinear(rows, layer + "mlp.c_fc", TensorName.gateUp(i));
      addLinear(rows, layer + "mlp.c_proj", TensorName.down(i));
    }
    addNorm(rows, MODEL + "ln_f", TensorName.FINAL_NORM);
    if (!config.tiedEmbeddings()) {
      rows.addAll("lm_head.weight", TensorName.UNEMBEDDING);
    }
  }

  private static void addLinear(StoredRows rows, String name, String source) {
    rows.addTransposed(name + ".weight", source);
    rows.addAll(name + ".bias", TensorName.bias(source));
  }

  private static void addNorm(StoredRows rows, String name, String source) {
    rows.addAll(name + ".weight", source);
    rows.addAll(name + ".bias", TensorName.bias(source));
  }
}
