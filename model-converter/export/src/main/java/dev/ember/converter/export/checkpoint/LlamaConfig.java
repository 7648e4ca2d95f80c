package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.Set;

/**
 * Reads {@code config.json} of a {@code LlamaForCausalLM} in the layouts of transformers 4 (theta
 * at the top) and 5 (theta in {@code rope_parameters}).
 *
 * <p>Every field is either read, or known not to change what the model computes, or refused.
 */
final class LlamaConfig {
  static final String FILE = "config.json";

  /** Fields that say nothing of the forward pass of a finished model. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "_name_or_path",
          "architectures",
          "attention_dropout",
          "bos_token_id",
          "dtype",
          "eos_token_id",
          "initializer_range",
          "is_llama_config",
          "pad_token_id",
          "pretraining_tp",
          "torch_dtype",
          "transformers.js_config",
          "transformers_version",
          "use_cache");

  private final JsonFields fields;

  private LlamaConfig(JsonFields fields) {
    this.fields = fields;
  }

  /**
   * @throws dev.ember.inference.json.JsonFormatException if a field is missing or of another type
   * @throws UnsupportedCheckpointException if the model computes something else
   */
  static DecoderConfig parse(String json) throws IOException {
    return new LlamaConfig(JsonFields.parse(json)).read();
  }

  private DecoderConfig read() throws IOException {
    require("model_type", "llama", fields.string("model_type"));
    require("hidden_act", "silu", fields.string("hidden_act"));
    requireNothing("attention_bias");
    requireNothing("mlp_bias");
    requireNothing("rope_interleaved");
    float theta = ropeTheta();
    int hidden = fields.int32("hidden_size");
    int heads = fields.int32("num_attention_heads");
    DecoderConfig config;
    try {
      config =
          DecoderConfig.llama(fields.int32("vocab_size"), fields.int32("max_position_embeddings"))
              .hidden(hidden)
              .layers(fields.int32("num_hidden_layers"))
              .heads(heads, orDefault("num_key_value_heads", heads))
              .headSize(orDefault("head_dim", headSize(hidden, heads)))
              .feedForward(fields.int32("intermediate_size"))
              .ropeTheta(theta)
              .normEpsilon(fields.float32("rms_norm_eps"))
              .tied(!fields.isNull("tie_word_embeddings") && fields.bool("tie_word_embeddings"))
              .build();
    } catch (IllegalArgumentException impossible) {
      throw new UnsupportedCheckpointException(
          FILE, "dimensions", "a possible model", String.valueOf(impossible.getMessage()));
    }
    requireNothingElse();
    return config;
  }

  private static int headSize(int hidden, int heads) {
    return heads == 0 ? 0 : hidden / heads;
  }

  private float ropeTheta() throws IOException {
    if (!fields.isNull("rope_scaling")) {
      requirePlainRope("rope_scaling", fields.object("rope_scaling"));
    }
    boolean atTheTop = !fields.isNull("rope_theta");
    if (!fields.isNull("rope_parameters")) {
      JsonFields parameters = fields.object("rope_parameters");
      requirePlainRope("rope_parameters", parameters);
      if (!parameters.isNull("rope_theta")) {
        return parameters.float32("rope_theta");
      }
    }
    if (!atTheTop) {
      throw new UnsupportedCheckpointException(
          FILE, "rope_theta", "it, or rope_parameters with it", "neither");
    }
    return fields.float32("rope_theta");
  }

  private static void requirePlainRope(String name, JsonFields rope) throws IOException {
    String key = rope.isNull("rope_type") ? "type" : "rope_type";
    String type = rope.isNull(key) ? "default" : rope.string(key);
    if (!type.equals("default")) {
      throw new UnsupportedCheckpointException(
          FILE, name, "rotary positions without scaling", "\"" + type + "\"");
    }
  }

  private int orDefault(String name, int absent) throws IOException {
    return fields.isNull(name) ? absent : fields.int32(name);
  }

  private static void require(String name, String expected, String found) throws IOException {
    if (!expected.equals(found)) {
      throw new UnsupportedCheckpointException(
          FILE, name, "\"" + expected + "\"", "\"" + found + "\"");
    }
  }

  private void requireNothing(String name) throws IOException {
    if (!fields.isNull(name) && fields.bool(name)) {
      throw new UnsupportedCheckpointException(FILE, name, "false", "true");
    }
  }

  /** What was neither read above nor is without effect must at least be null. */
  private void requireNothingElse() throws IOException {
    for (String name : fields.unasked()) {
      if (!WITHOUT_EFFECT.contains(name) && !fields.isNull(name)) {
        throw new UnsupportedCheckpointException(
            FILE, name, "only fields of a plain Llama", "this one, which may change the result");
      }
    }
  }
}
