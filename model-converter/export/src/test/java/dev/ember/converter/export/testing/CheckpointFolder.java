package dev.ember.converter.export.testing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.checkpoint.SafetensorsType;
import dev.ember.inference.model.DecoderWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
  private SafetensorsType type = SafetensorsType.F32;
  private int shards; // 0 for one file without an index

  /**
   * @param folder where {@link #write} puts it; must exist
   */
  public CheckpointFolder(Path folder, DecoderWeights weights) {
    this(folder, ModelFamily.LLAMA, weights);
  }

  /**
   * @param weights of a decoder that the family can have
   */
  public CheckpointFolder(Path folder, ModelFamily family, DecoderWeights weights) {
    this.folder = folder;
    family.fill(this, weights);
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

  /** Stores all tensors so, rounded where that must be. */
  public CheckpointFolder storedAs(SafetensorsType newType) {
    type = newType;
    return this;
  }

  /** Stores tensors in turn in so many files, with an index. */
  public CheckpointFolder inShards(int count) {
    shards = count;
    return this;
  }

  public Set<String> tensorNames() {
    return Collections.unmodifiableSet(tensors.keySet());
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
    if (shards == 0) {
      file(tensors).write(folder.resolve("model.safetensors"));
    } else {
      writeShards();
    }
    return folder;
  }

  private void writeShards() throws IOException {
    List<Map<String, Tensor>> parts = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      parts.add(new LinkedHashMap<>());
    }
    JsonObject map = new JsonObject();
    int next = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      map.addProperty(tensor.getKey(), shardName(next));
      parts.get(next).put(tensor.getKey(), tensor.getValue());
      next = (next + 1) % shards;
    }
    for (int i = 0; i < shards; i++) {
      file(parts.get(i)).write(folder.resolve(shardName(i)));
    }
    JsonObject index = new JsonObject();
    index.add("metadata", new JsonObject());
    index.add("weight_map", map);
    Files.write(
        folder.resolve("model.safetensors.index.json"),
        index.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String shardName(int i) {
    return String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards);
  }

  private TensorBytes file(Map<String, Tensor> content) {
    TensorBytes file = new TensorBytes();
    content.forEach((name, tensor) -> file.add(name, type, tensor.shape, tensor.values));
    return file;
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
}
