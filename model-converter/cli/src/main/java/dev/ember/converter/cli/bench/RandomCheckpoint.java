package dev.ember.converter.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A Hugging Face folder of a {@link ModelShape}: random weights in bfloat16, streamed to the disk,
 * and a tokenizer of single bytes. It says nothing, but is as large as what people import.
 */
public final class RandomCheckpoint {
  private static final int BYTES_OF_VALUE = 2; // bfloat16
  private static final int BLOCK_VALUES = 1 << 22;
  private static final float DEVIATION = 0.02f; // as such models are initialised
  private static final long SEED = 1;
  private static final int END_TOKEN = 256; // behind the bytes

  private final Path folder;
  private final ModelShape shape;
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  private RandomCheckpoint(Path folder, ModelShape shape) {
    this.folder = folder;
    this.shape = shape;
    int hidden = shape.hidden();
    int queries = shape.heads() * shape.headSize();
    int keys = shape.kvHeads() * shape.headSize();
    shapes.put("model.embed_tokens.weight", new long[] {shape.vocabulary(), hidden});
    for (int i = 0; i < shape.layers(); i++) {
      String layer = "model.layers." + i + ".";
      shapes.put(layer + "input_layernorm.weight", new long[] {hidden});
      shapes.put(layer + "self_attn.q_proj.weight", new long[] {queries, hidden});
      shapes.put(layer + "self_attn.k_proj.weight", new long[] {keys, hidden});
      shapes.put(layer + "self_attn.v_proj.weight", new long[] {keys, hidden});
      shapes.put(layer + "self_attn.o_proj.weight", new long[] {hidden, queries});
      shapes.put(layer + "post_attention_layernorm.weight", new long[] {hidden});
      shapes.put(layer + "mlp.gate_proj.weight", new long[] {shape.feedForward(), hidden});
      shapes.put(layer + "mlp.up_proj.weight", new long[] {shape.feedForward(), hidden});
      shapes.put(layer + "mlp.down_proj.weight", new long[] {hidden, shape.feedForward()});
    }
    shapes.put("model.norm.weight", new long[] {hidden});
  }

  /** Writes the folder's files, unless its weights are there already. */
  public static void write(Path folder, ModelShape shape) throws IOException {
    Files.createDirectories(folder);
    RandomCheckpoint checkpoint = new RandomCheckpoint(folder, shape);
    checkpoint.writeText("config.json", checkpoint.config());
    checkpoint.writeText("tokenizer.json", tokenizer());
    checkpoint.writeText("tokenizer_config.json", tokenizerConfig());
    checkpoint.writeWeights();
  }

  private void writeText(String name, JsonObject json) throws IOException {
    Files.write(folder.resolve(name), json.toString().getBytes(UTF_8));
  }

  private void writeWeights() throws IOException {
    byte[] header = header();
    ByteBuffer head = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(0, header.length);
    Path file = folder.resolve("model.safetensors");
    if (Files.exists(file) && Files.size(file) == Long.BYTES + header.length + valueBytes()) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
      Buffers.writeFully(channel, head);
      Buffers.writeFully(channel, ByteBuffer.wrap(header));
      ByteBuffer block = randomBlock();
      for (long left = valueBytes(); left > 0; left -= block.capacity()) {
        block.clear().limit((int) Math.min(left, block.capacity()));
        Buffers.writeFully(channel, block);
      }
    }
  }

  private byte[] header() {
    JsonObject header = new JsonObject();
    long offset = 0;
    for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("dtype", "BF16");
      JsonArray sizes = new JsonArray();
      long values = 1;
      for (long size : tensor.getValue()) {
        sizes.add(size);
        values *= size;
      }
      JsonArray offsets = new JsonArray();
      offsets.add(offset);
      offset += values * BYTES_OF_VALUE;
      offsets.add(offset);
      entry.add("shape", sizes);
      entry.add("data_offsets", offsets);
      header.add(tensor.getKey(), entry);
    }
    return header.toString().getBytes(UTF_8);
  }

  private long valueBytes() {
    long bytes = 0;
    for (long[] sizes : shapes.values()) {
      long values = 1;
      for (long size : sizes) {
        values *= size;
      }
      bytes += values * BYTES_OF_VALUE;
    }
    return bytes;
  }

  /** The same values come again every few layers' parts, never in the same row and column. */
  private static ByteBuffer randomBlock() {
    Random random = new Random(SEED);
    ByteBuffer block =
        ByteBuffer.allocateDirect((BLOCK_VALUES - 1) * BYTES_OF_VALUE)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < block.capacity(); i += BYTES_OF_VALUE) {
      int bits = Float.floatToRawIntBits(DEVIATION * (float) random.nextGaussian());
      block.putShort(i, (short) (bits >> Short.SIZE));
    }
    return block;
  }

  private JsonObject config() {
    JsonObject config = new JsonObject();
    config.addProperty("model_type", "llama");
    config.addProperty("hidden_act", "silu");
    config.addProperty("vocab_size", shape.vocabulary());
    config.addProperty("max_position_embeddings", shape.context());
    config.addProperty("hidden_size", shape.hidden());
    config.addProperty("num_hidden_layers", shape.layers());
    config.addProperty("num_attention_heads", shape.heads());
    config.addProperty("num_key_value_heads", shape.kvHeads());
    config.addProperty("head_dim", shape.headSize());
    config.addProperty("intermediate_size", shape.feedForward());
    config.addProperty("rope_theta", 500_000);
    config.addProperty("rms_norm_eps", 1e-5);
    config.addProperty("tie_word_embeddings", true);
    config.addProperty("eos_token_id", END_TOKEN);
    return config;
  }

  /** Byte-level BPE without merges, and one special token. */
  private static JsonObject tokenizer() {
    JsonObject vocabulary = new JsonObject();
    for (String spelling : ByteSpelling.all()) {
      vocabulary.addProperty(spelling, vocabulary.size());
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.add("vocab", vocabulary);
    model.add("merges", new JsonArray());
    JsonObject end = new JsonObject();
    end.addProperty("id", END_TOKEN);
    end.addProperty("content", "<|end|>");
    end.addProperty("special", true);
    end.addProperty("single_word", false);
    end.addProperty("lstrip", false);
    end.addProperty("rstrip", false);
    end.addProperty("normalized", false);
    JsonArray added = new JsonArray();
    added.add(end);
    JsonObject tokenizer = new JsonObject();
    tokenizer.addProperty("version", "1.0");
    tokenizer.add("added_tokens", added);
    tokenizer.add("pre_tokenizer", byteLevel());
    tokenizer.add("decoder", byteLevel());
    tokenizer.add("model", model);
    return tokenizer;
  }

  private static JsonObject byteLevel() {
    JsonObject step = new JsonObject();
    step.addProperty("type", "ByteLevel");
    step.addProperty("add_prefix_space", false);
    step.addProperty("trim_offsets", true);
    step.addProperty("use_regex", true);
    return step;
  }

  private static JsonObject tokenizerConfig() {
    JsonObject config = new JsonObject();
    config.addProperty("eos_token", "<|end|>");
    config.addProperty(
        "chat_template",
        "{% for message in messages %}{{ message['content'] }}<|end|>{% endfor %}");
    return config;
  }
}
