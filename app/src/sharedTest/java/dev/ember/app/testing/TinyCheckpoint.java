package dev.ember.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A checkpoint of random weights as Hugging Face lays it out: a folder of several files. */
public final class TinyCheckpoint {
  private static final int HIDDEN = 16;
  private static final int HEAD = 8;
  private static final int FEED_FORWARD = 24;
  private static final int BYTES = 256;
  private static final int VOCABULARY = BYTES + 2;
  private static final long SEED = 3;

  private static final String CONFIG =
      "{\"model_type\":\"llama\",\"architectures\":[\"LlamaForCausalLM\"],\"hidden_act\":\"silu\","
          + "\"hidden_size\":16,\"intermediate_size\":24,\"num_hidden_layers\":1,"
          + "\"num_attention_heads\":2,\"num_key_value_heads\":1,\"head_dim\":8,"
          + "\"rms_norm_eps\":1e-5,\"rope_theta\":10000.0,\"max_position_embeddings\":64,"
          + "\"tie_word_embeddings\":true,\"vocab_size\":"
          + VOCABULARY
          + "}";

  private static final String TEMPLATE =
      "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
          + "{{ message['content'] }}<|im_end|>\n{% endfor %}"
          + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

  private TinyCheckpoint() {}

  /** Writes it and a file that does not belong to it. */
  public static Path write(Path folder) throws IOException {
    return write(folder, SEED);
  }

  /** The same with other weights. */
  public static Path write(Path folder, long seed) throws IOException {
    text(folder, "config.json", CONFIG);
    text(folder, "tokenizer.json", tokenizer());
    text(folder, "tokenizer_config.json", "{\"eos_token\": \"<|im_end|>\"}");
    text(folder, "chat_template.jinja", TEMPLATE);
    text(folder, "README.md", "# Tiny\n");
    Random random = new Random(seed);
    SafetensorsWriter weights = new SafetensorsWriter();
    add(weights, random, "model.embed_tokens.weight", VOCABULARY, HIDDEN);
    String layer = "model.layers.0.";
    add(weights, random, layer + "self_attn.q_proj.weight", 2 * HEAD, HIDDEN);
    add(weights, random, layer + "self_attn.k_proj.weight", HEAD, HIDDEN);
    add(weights, random, layer + "self_attn.v_proj.weight", HEAD, HIDDEN);
    add(weights, random, layer + "self_attn.o_proj.weight", HIDDEN, 2 * HEAD);
    add(weights, random, layer + "mlp.gate_proj.weight", FEED_FORWARD, HIDDEN);
    add(weights, random, layer + "mlp.up_proj.weight", FEED_FORWARD, HIDDEN);
    add(weights, random, layer + "mlp.down_proj.weight", HIDDEN, FEED_FORWARD);
    for (String norm :
        List.of(
            layer + "input_layernorm.weight",
            layer + "post_attention_layernorm.weight",
            "model.norm.weight")) {
      weights.tensor(norm, List.of((long) HIDDEN), () -> ones(HIDDEN));
    }
    weights.write(folder.resolve("model.safetensors"));
    return folder;
  }

  /** Token b is byte b, in GPT-2's alphabet: those without a picture are drawn from U+0100 on. */
  private static String tokenizer() {
    JsonObject vocabulary = new JsonObject();
    int next = BYTES;
    for (int value = 0; value < BYTES; value++) {
      boolean drawn = (value >= '!' && value <= '~') || (value >= 0xa1 && value != 0xad);
      vocabulary.addProperty(String.valueOf((char) (drawn ? value : next++)), value);
    }
    String bytes =
        "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,"
            + "\"use_regex\":true}";
    return "{\"version\":\"1.0\",\"added_tokens\":["
        + special(BYTES, "<|im_start|>")
        + ","
        + special(BYTES + 1, "<|im_end|>")
        + "],\"normalizer\":null,\"pre_tokenizer\":"
        + bytes
        + ",\"post_processor\":null,\"decoder\":"
        + bytes
        + ",\"model\":{\"type\":\"BPE\",\"merges\":[],\"vocab\":"
        + vocabulary
        + "}}";
  }

  private static JsonObject special(int id, String content) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    token.addProperty("single_word", false);
    token.addProperty("lstrip", false);
    token.addProperty("rstrip", false);
    token.addProperty("normalized", false);
    token.addProperty("special", true);
    return token;
  }

  private static void text(Path folder, String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(UTF_8));
  }

  private static void add(
      SafetensorsWriter weights, Random random, String name, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() / Math.sqrt(columns));
    }
    weights.tensor(name, List.of((long) rows, (long) columns), () -> values);
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }
}
