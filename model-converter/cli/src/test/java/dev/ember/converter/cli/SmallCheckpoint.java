package dev.ember.converter.cli;

import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A Llama of random weights in the Hugging Face layout, small enough to export in a moment. Says
 * nothing sensible, but the same thing on every backend.
 */
final class SmallCheckpoint {
  static final int CONTEXT = 64;
  private static final int HIDDEN = 32;
  private static final int FEED_FORWARD = 48;
  private static final int KV_SIZE = 16; // 2 heads of 8; 4 query heads

  private final SafetensorsWriter weights = new SafetensorsWriter();
  private final Random random = new Random(7);

  private SmallCheckpoint() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    new SmallCheckpoint().writeWeights(folder.resolve("model.safetensors"));
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "llama", "hidden_act": "silu", "vocab_size": 258,
         "max_position_embeddings": 64, "hidden_size": 32, "num_hidden_layers": 1,
         "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 48,
         "rope_theta": 10000.0, "rms_norm_eps": 1e-05, "tie_word_embeddings": true,
         "eos_token_id": 257}
        """);
    Files.writeString(folder.resolve("tokenizer.json"), SmallTokenizer.json());
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|im_end|>\"}");
    Files.writeString(folder.resolve("chat_template.jinja"), SmallBundle.CHAT_TEMPLATE);
    Files.writeString(folder.resolve("card.md"), "# Small\n\nRandom weights.\n");
  }

  private void writeWeights(Path file) throws IOException {
    matrix("model.embed_tokens.weight", SmallTokenizer.VOCABULARY, HIDDEN);
    String layer = "model.layers.0.";
    ones(layer + "input_layernorm.weight");
    matrix(layer + "self_attn.q_proj.weight", HIDDEN, HIDDEN);
    matrix(layer + "self_attn.k_proj.weight", KV_SIZE, HIDDEN);
    matrix(layer + "self_attn.v_proj.weight", KV_SIZE, HIDDEN);
    matrix(layer + "self_attn.o_proj.weight", HIDDEN, HIDDEN);
    ones(layer + "post_attention_layernorm.weight");
    matrix(layer + "mlp.gate_proj.weight", FEED_FORWARD, HIDDEN);
    matrix(layer + "mlp.up_proj.weight", FEED_FORWARD, HIDDEN);
    matrix(layer + "mlp.down_proj.weight", HIDDEN, FEED_FORWARD);
    ones("model.norm.weight");
    weights.write(file);
  }

  private void matrix(String name, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() / Math.sqrt(columns));
    }
    weights.tensor(name, List.of((long) rows, (long) columns), () -> values);
  }

  private void ones(String name) {
    float[] values = new float[HIDDEN];
    Arrays.fill(values, 1);
    weights.tensor(name, List.of((long) HIDDEN), () -> values);
  }
}
