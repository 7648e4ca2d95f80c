package dev.ember.converter.export.gguf;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.inference.checkpoint.SafetensorsFile;
import dev.ember.inference.checkpoint.SafetensorsTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Hugging Face folder written as GGUF the way llama.cpp's {@code convert_hf_to_gguf.py} does:
 * other names, innermost dimension first, norms of Gemma plus one, Conv1D weights transposed, the
 * rows of a llama's queries and keys permuted, Llama 3's scaling as a tensor of factors.
 */
final class GgufTwin {
  private final Path folder;
  private final JsonObject config;
  private final String architecture;
  private final GgufBuilder file = new GgufBuilder();

  private GgufTwin(Path folder, JsonObject config, String architecture) {
    this.folder = folder;
    this.config = config;
    this.architecture = architecture;
  }

  /**
   * @param architecture the name in GGUF
   */
  static GgufBuilder of(Path folder, String architecture) throws IOException {
    String json =
        new String(Files.readAllBytes(folder.resolve("config.json")), StandardCharsets.UTF_8);
    JsonObject config = JsonParser.parseString(json).getAsJsonObject();
    GgufTwin twin = new GgufTwin(folder, config, architecture);
    twin.writeFacts();
    twin.writeTensors();
    return twin.file;
  }

  private void writeFacts() {
    file.string("general.architecture", architecture).string("general.name", "twin");
    size("context_length", "max_position_embeddings", "n_positions");
    size("embedding_length", "hidden_size", "n_embd");
    size("block_count", "num_hidden_layers", "n_layer");
    size("attention.head_count", "num_attention_heads", "n_head");
    size("attention.head_count_kv", "num_key_value_heads");
    size("attention.key_length", "head_dim");
    size("attention.value_length", "head_dim");
    if (!architecture.startsWith("qwen")) { // of Qwen the converter does not write it
      size("attention.sliding_window", "sliding_window");
    }
    number("attention.layer_norm_rms_epsilon", "rms_norm_eps");
    number("attention.layer_norm_epsilon", "layer_norm_epsilon");
    number("rope.freq_base", "rope_theta");
    if (architecture.equals("gpt2")) {
      uint32("feed_forward_length", 4 * config.get("n_embd").getAsInt());
    } else {
      size("feed_forward_length", "intermediate_size");
    }
    if (architecture.equals("phi3")) {
      int head =
          config.get("hidden_size").getAsInt() / config.get("num_attention_heads").getAsInt();
      uint32(
          "rope.dimension_count", (int) (head * config.get("partial_rotary_factor").getAsDouble()));
    }
    if (architecture.equals("gemma3")) {
      writeGemmaFacts();
    }
    if (isSet(config, "rope_scaling")) {
      writeLlama3Factors(config.getAsJsonObject("rope_scaling"));
    }
  }

  private void writeGemmaFacts() {
    number("rope.freq_base_swa", "rope_local_base_freq");
    double scalar = config.get("query_pre_attn_scalar").getAsDouble();
    if (scalar != config.get("head_dim").getAsInt()) { // no known model; the key is there for it
      float32("attention.scale", (float) (1 / Math.sqrt(scalar)));
    }
    if (config.has("rope_parameters")) {
      JsonObject global =
          config.getAsJsonObject("rope_parameters").getAsJsonObject("full_attention");
      float32("rope.freq_base", global.get("rope_theta").getAsFloat());
      file.string("gemma3.rope.scaling.type", "linear");
      float32("rope.scaling.factor", global.get("factor").getAsFloat());
    }
  }

  private void writeLlama3Factors(JsonObject scaling) {
    double factor = scaling.get("factor").getAsDouble();
    double low = scaling.get("low_freq_factor").getAsDouble();
    double high = scaling.get("high_freq_factor").getAsDouble();
    double original = scaling.get("original_max_position_embeddings").getAsDouble();
    int dimensions = config.get("head_dim").getAsInt();
    float[] factors = new float[dimensions / 2];
    for (int i = 0; i < factors.length; i++) {
      double theta = config.get("rope_theta").getAsDouble();
      double wavelength = 2 * Math.PI * Math.pow(theta, 2.0 * i / dimensions);
      double smooth = (original / wavelength - low) / (high - low);
      boolean isShort = wavelength < original / high;
      boolean isLong = wavelength > original / low;
      factors[i] = (float) (isShort ? 1 : isLong ? factor : 1 / ((1 - smooth) / factor + smooth));
    }
    file.floats("rope_freqs.weight", factors, factors.length);
  }

  private void writeTensors() throws IOException {
    try (SafetensorsFile stored = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
      for (SafetensorsTensor tensor : stored.tensors()) {
        String name = name(tensor.name());
        float[] values = stored.floats(tensor.name());
        List<Long> shape = tensor.shape();
        int rows = shape.size() == 1 ? 1 : shape.get(0).intValue();
        int columns = values.length / rows;
        if (architecture.equals("gpt2") && name.matches("blk.*(qkv|output|up|down).weight")) {
          values = transposed(values, rows, columns);
          rows = columns;
          columns = values.length / rows;
        }
        if (architecture.equals("llama") && name.matches("blk.*attn_[qk]\\.weight")) {
          values = permuted(values, rows, columns, config.get("head_dim").getAsInt());
        }
        if (architecture.equals("gemma3") && name.endsWith("norm.weight")) {
          for (int i = 0; i < values.length; i++) {
            values[i] += 1;
          }
        }
        if (shape.size() == 1) {
          file.floats(name, values, columns);
        } else {
          file.floats(name, values, columns, rows);
        }
      }
    }
  }

  private String name(String stored) {
    boolean gemma = architecture.equals("gemma3");
    return stored
        .replace("transformer.", "")
        .replace("model.layers.", "blk.")
        .replaceFirst("^h\\.", "blk.")
        .replace("model.embed_tokens", "token_embd")
        .replace("model.norm", "output_norm")
        .replace("lm_head", "output")
        .replace("input_layernorm", "attn_norm")
        .replace("post_attention_layernorm", gemma ? "post_attention_norm" : "ffn_norm")
        .replace("pre_feedforward_layernorm", "ffn_norm")
        .replace("post_feedforward_layernorm", "post_ffw_norm")
        .replace("self_attn.qkv_proj", "attn_qkv")
        .replace("self_attn.o_proj", "attn_output")
        .replaceFirst("self_attn\\.(.)_(proj|norm)", "attn_$1_$2")
        .replaceFirst("attn_(.)_proj", "attn_$1")
        .replace("mlp.gate_up_proj", "ffn_up")
        .replaceFirst("mlp\\.(gate|up|down)_proj", "ffn_$1")
        .replaceFirst("^wte", "token_embd")
        .replaceFirst("^wpe", "position_embd")
        .replaceFirst("^ln_f", "output_norm")
        .replace("ln_1", "attn_norm")
        .replace("ln_2", "ffn_norm")
        .replace("attn.c_attn", "attn_qkv")
        .replace("attn.c_proj", "attn_output")
        .replace("mlp.c_fc", "ffn_up")
        .replace("mlp.c_proj", "ffn_down");
  }

  /** {@code reshape(heads, 2, D / 2, columns).swapaxes(1, 2)}. */
  private static float[] permuted(float[] values, int rows, int columns, int headSize) {
    float[] out = new float[values.length];
    int to = 0;
    for (int head = 0; head < rows / headSize; head++) {
      for (int i = 0; i < headSize / 2; i++) {
        for (int j = 0; j < 2; j++) {
          int from = head * headSize + j * headSize / 2 + i;
          System.arraycopy(values, from * columns, out, to++ * columns, columns);
        }
      }
    }
    return out;
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] out = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i % columns * rows + i / columns] = values[i];
    }
    return out;
  }

  private void size(String key, String... names) {
    for (String name : names) {
      if (isSet(config, name)) {
        uint32(key, config.get(name).getAsInt());
      }
    }
  }

  private void number(String key, String name) {
    if (isSet(config, name)) {
      float32(key, config.get(name).getAsFloat());
    }
  }

  private void uint32(String key, int value) {
    file.uint32(architecture + "." + key, value);
  }

  private void float32(String key, float value) {
    file.float32(architecture + "." + key, value);
  }

  private static boolean isSet(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && !value.isJsonNull();
  }
}
