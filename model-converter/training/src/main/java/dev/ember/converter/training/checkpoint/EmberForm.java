package dev.ember.converter.training.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.util.List;
import java.util.Locale;

/**
 * Every decoder that Ember computes, under Ember's own names: for mixtures of options that no
 * family of transformers has. Only Ember reads it.
 */
final class EmberForm implements CheckpointForm {

  @Override
  public boolean fits(DecoderConfig config) {
    return true;
  }

  @Override
  public String modelType(DecoderConfig config) {
    return "ember";
  }

  @Override
  public String architecture(DecoderConfig config) {
    return "EmberForCausalLM";
  }

  @Override
  public void describe(DecoderConfig config, JsonObject json) {
    json.addProperty("vocab_size", config.vocabulary());
    json.addProperty("max_position_embeddings", config.context());
    json.addProperty("hidden_size", config.hidden());
    json.addProperty("num_hidden_layers", config.layers());
    json.addProperty("num_attention_heads", config.heads());
    json.addProperty("num_key_value_heads", config.kvHeads());
    json.addProperty("head_dim", config.headSize());
    json.addProperty("intermediate_size", config.feedForward());
    json.addProperty("norm", config.norms().kind().name().toLowerCase(Locale.ROOT));
    json.addProperty("norm_epsilon", config.norms().epsilon());
    json.addProperty("head_norms", config.norms().heads());
    json.addProperty("post_norms", config.norms().post());
    json.addProperty("qkv_bias", config.biases().qkv());
    json.addProperty("attention_output_bias", config.biases().attentionOutput());
    json.addProperty("feed_forward_bias", config.biases().feedForward());
    json.addProperty(
        "activation", config.feedForwardKind().activation().name().toLowerCase(Locale.ROOT));
    json.addProperty("gated", config.feedForwardKind().gated());
    json.addProperty("embedding_scale", config.embeddings().scale());
    json.addProperty("learned_positions", config.embeddings().learnedPositions());
    JsonArray rotaries = new JsonArray();
    config.attention().rotaries().forEach(rotary -> rotaries.add(json(rotary)));
    json.add("rotaries", rotaries);
    JsonArray kinds = new JsonArray();
    config.attention().kinds().forEach(kind -> kinds.add(json(kind)));
    json.add("attention_kinds", kinds);
    JsonArray layers = new JsonArray();
    config.attention().kindOfLayer().forEach(layers::add);
    json.add("kind_of_layer", layers);
  }

  /** Canonical tensors, the factor on attention's scores folded in as it is there. */
  @Override
  public void addTensors(DecoderConfig config, StoredRows rows) {
    float factor = (float) (1 / Math.sqrt(config.headSize()));
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      boolean tied = spec.name().equals(TensorName.UNEMBEDDING) && config.tiedEmbeddings();
      String source = tied ? TensorName.EMBEDDING : spec.name();
      rows.addScaled(spec.name(), source, QueryScale.values(config, spec.name()), factor);
    }
  }

  private static JsonObject json(Rotary rotary) {
    JsonObject json = new JsonObject();
    json.addProperty("dimensions", rotary.dimensions());
    json.addProperty("theta", rotary.theta());
    json.add("factors", array(rotary.factors()));
    json.add("long_factors", array(rotary.longFactors()));
    json.addProperty("long_from", rotary.longFrom());
    json.addProperty("attention_factor", rotary.attentionFactor());
    return json;
  }

  private static JsonObject json(AttentionKind kind) {
    JsonObject json = new JsonObject();
    json.addProperty("window", kind.window());
    json.addProperty("rotary", kind.rotary());
    return json;
  }

  private static JsonArray array(List<Double> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
