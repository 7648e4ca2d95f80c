package dev.ember.converter.export.testing;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a checkpoint as Hugging Face lays it out, whole unless a test changes something. */
public final class CheckpointFolder {

  /** A tensor in the making. */
  public static final class Tensor {
    private final List<Long> shape;
    private final float[] values;

    private Tensor(List<Long> shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }

    /** The values themselves, for a test to damage. */
    public float[] values() {
      return values;
    }
  }

  private final Path folder;
  private final JsonObject config = new JsonObject();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>(); // by file

  /**
   * @param folder where {@link #write} puts it; must exist
   */
  public CheckpointFolder(Path folder, DecoderWeights weights) {
    this.folder = folder;
    describe(weights.config());
    split(weights);
    texts();
  }

  /** Sets a field of {@code config.json}. */
  public CheckpointFolder config(String field, JsonElement value) {
    config.add(field, value);
    return this;
  }

  public CheckpointFolder config(String field, String value) {
    return config(field, new JsonPrimitive(value));
  }

  public CheckpointFolder config(String field, Number value) {
    return config(field, new JsonPrimitive(value));
  }

  public CheckpointFolder config(String field, boolean value) {
    return config(field, new JsonPrimitive(value));
  }

  public CheckpointFolder withoutConfig(String field) {
    config.remove(field);
    return this;
  }

  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("expected one of " + tensors.keySet() + ": " + name);
    }
    return tensor;
  }

  public CheckpointFolder tensor(String name, List<Long> shape, float... values) {
    tensors.put(name, new Tensor(shape, values));
    return this;
  }

  public CheckpointFolder withoutTensor(String name) {
    tensors.remove(name);
    return this;
  }

  /** Replaces one of the text files. */
  public CheckpointFolder text(String file, String text) {
    texts.put(file, text);
    return this;
  }

  public CheckpointFolder withoutText(String file) {
    texts.remove(file);
    return this;
  }

  public Path write() throws IOException {
    Files.write(folder.resolve("config.json"), config.toString().getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Files.write(folder.resolve(text.getKey()), text.getValue().getBytes(StandardCharsets.UTF_8));
    }
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      writer.tensor(entry.getKey(), tensor.shape, () -> tensor.values);
    }
    writer.write(folder.resolve("model.safetensors"));
    return folder;
  }

  private void describe(DecoderConfig shape) {
    config("model_type", "llama").config("hidden_act", "silu");
    config("vocab_size", shape.vocabulary()).config("max_position_embeddings", shape.context());
    config("hidden_size", shape.hidden()).config("intermediate_size", shape.feedForward());
    config("num_hidden_layers", shape.layers()).config("num_attention_heads", shape.heads());
    config("num_key_value_heads", shape.kvHeads()).config("head_dim", shape.headSize());
    config("rms_norm_eps", shape.norms().epsilon())
        .config("rope_theta", shape.attention().rotary(0).theta());
    config("tie_word_embeddings", shape.tiedEmbeddings());
    config("rope_scaling", JsonNull.INSTANCE).config("attention_bias", false);
    config("torch_dtype", "float32").config("bos_token_id", 1).config("eos_token_id", 2);
  }

  private void split(DecoderWeights weights) {
    DecoderConfig shape = weights.config();
    matrix(
        "model.embed_tokens.weight", weights.tensor(TensorName.EMBEDDING), 0, shape.vocabulary());
    for (int i = 0; i < shape.layers(); i++) {
      String prefix = "model.layers." + i + ".";
      int q = shape.attentionSize();
      int kv = shape.kvSize();
      int f = shape.feedForward();
      vector(prefix + "input_layernorm.weight", weights.tensor(TensorName.attentionNorm(i)));
      matrix(prefix + "self_attn.q_proj.weight", weights.tensor(TensorName.qkv(i)), 0, q);
      matrix(prefix + "self_attn.k_proj.weight", weights.tensor(TensorName.qkv(i)), q, kv);
      matrix(prefix + "self_attn.v_proj.weight", weights.tensor(TensorName.qkv(i)), q + kv, kv);
      matrix(
          prefix + "self_attn.o_proj.weight",
          weights.tensor(TensorName.attentionOutput(i)),
          0,
          shape.hidden());
      vector(
          prefix + "post_attention_layernorm.weight",
          weights.tensor(TensorName.feedForwardNorm(i)));
      matrix(prefix + "mlp.gate_proj.weight", weights.tensor(TensorName.gateUp(i)), 0, f);
      matrix(prefix + "mlp.up_proj.weight", weights.tensor(TensorName.gateUp(i)), f, f);
      matrix(
          prefix + "mlp.down_proj.weight", weights.tensor(TensorName.down(i)), 0, shape.hidden());
      float unscale = (float) Math.sqrt(shape.headSize());
      scale(tensor(prefix + "self_attn.q_proj.weight").values(), unscale);
    }
    vector("model.norm.weight", weights.tensor(TensorName.FINAL_NORM));
    if (!shape.tiedEmbeddings()) {
      matrix("lm_head.weight", weights.tensor(TensorName.UNEMBEDDING), 0, shape.vocabulary());
    }
  }

  private void texts() {
    text("tokenizer.json", SmallTokenizer.json());
    text("tokenizer_config.json", "{\"eos_token\": \"<|im_end|>\"}");
    text("chat_template.jinja", "{{ messages }}");
    text(
        "generation_config.json",
        "{\"do_sample\": true, \"temperature\": 0.5, \"top_k\": 40, \"eos_token_id\": [2, 3]}");
    text("card.md", "# Tiny\n");
  }

  private void matrix(String name, float[] from, int firstRow, int rows) {
    int columns = columns(name);
    float[] values = Arrays.copyOfRange(from, firstRow * columns, (firstRow + rows) * columns);
    tensor(name, List.of((long) rows, (long) columns), values);
  }

  private int columns(String name) {
    if (name.endsWith("o_proj.weight")) {
      return field("num_attention_heads") * field("head_dim");
    }
    return name.endsWith("down_proj.weight") ? field("intermediate_size") : field("hidden_size");
  }

  private int field(String name) {
    return config.get(name).getAsInt();
  }

  private void vector(String name, float[] values) {
    tensor(name, List.of((long) values.length), values.clone());
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
