package dev.ember.converter.export.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes GGUF files, good ones and, by naming what shall be wrong, malformed ones. Independent of
 * the reader: numbers of types are written out.
 */
final class GgufBuilder {
  private static final int ALIGNMENT = 32;

  /** A tensor's description and data. */
  private static final class Tensor {
    private final String name;
    private final int type;
    private final long[] shape; // innermost first
    private final byte[] data;
    private @Nullable Long offset; // null: behind the one before

    Tensor(String name, int type, long[] shape, byte[] data) {
      this.name = name;
      this.type = type;
      this.shape = shape;
      this.data = data;
    }
  }

  private final Map<String, byte[]> facts = new LinkedHashMap<>(); // by key
  private final ByteArrayOutputStream duplicates = new ByteArrayOutputStream();
  private final List<Tensor> tensors = new ArrayList<>();
  private byte[] magic = "GGUF".getBytes(StandardCharsets.US_ASCII);
  private int version = 3;
  private int alignment = ALIGNMENT;
  private long factCount;
  private @Nullable Long claimedFacts;
  private @Nullable Long claimedTensors;

  /** A llama of one layer in float32: E 8, H 2, K 1, D 4, F 16, V 12; values count up. */
  static GgufBuilder tinyLlama() {
    return model("llama", 8, 16)
        .uint32("llama.attention.head_count_kv", 1)
        .floats("token_embd.weight", 8, 12)
        .floats("output_norm.weight", 8)
        .floats("blk.0.attn_norm.weight", 8)
        .floats("blk.0.attn_q.weight", 8, 8)
        .floats("blk.0.attn_k.weight", 8, 4)
        .floats("blk.0.attn_v.weight", 8, 4)
        .floats("blk.0.attn_output.weight", 8, 8)
        .floats("blk.0.ffn_norm.weight", 8)
        .floats("blk.0.ffn_gate.weight", 8, 16)
        .floats("blk.0.ffn_up.weight", 8, 16)
        .floats("blk.0.ffn_down.weight", 16, 8);
  }

  /** The facts of a model of one layer, two heads and 32 positions. */
  static GgufBuilder model(String architecture, int hidden, int feedForward) {
    String prefix = architecture + ".";
    return new GgufBuilder()
        .string("general.architecture", architecture)
        .uint32(prefix + "block_count", 1)
        .uint32(prefix + "context_length", 32)
        .uint32(prefix + "embedding_length", hidden)
        .uint32(prefix + "feed_forward_length", feedForward)
        .uint32(prefix + "attention.head_count", 2)
        .float32(prefix + "attention.layer_norm_rms_epsilon", 1e-5f);
  }

  GgufBuilder magic(String text) {
    magic = text.getBytes(StandardCharsets.US_ASCII);
    return this;
  }

  GgufBuilder version(int number) {
    version = number;
    return this;
  }

  /** Pads the data, and writes the fact that says so. */
  GgufBuilder alignment(int bytes) {
    alignment = bytes;
    return uint32("general.alignment", bytes);
  }

  GgufBuilder claimFacts(long count) {
    claimedFacts = count;
    return this;
  }

  GgufBuilder claimTensors(long count) {
    claimedTensors = count;
    return this;
  }

  GgufBuilder string(String key, String value) {
    return fact(key, 8, text(value.getBytes(StandardCharsets.UTF_8)));
  }

  GgufBuilder uint32(String key, int value) {
    return fact(key, 4, little(Integer.BYTES).putInt(value).array());
  }

  GgufBuilder float32(String key, float value) {
    return fact(key, 6, little(Float.BYTES).putFloat(value).array());
  }

  GgufBuilder bool(String key, boolean value) {
    return fact(key, 7, new byte[] {(byte) (value ? 1 : 0)});
  }

  GgufBuilder strings(String key, List<String> values) {
    ByteArrayOutputStream elements = new ByteArrayOutputStream();
    for (String value : values) {
      elements.writeBytes(text(value.getBytes(StandardCharsets.UTF_8)));
    }
    return array(key, 8, values.size(), elements.toByteArray());
  }

  GgufBuilder float32s(String key, float... values) {
    ByteBuffer elements = little(values.length * Float.BYTES);
    elements.asFloatBuffer().put(values);
    return array(key, 6, values.length, elements.array());
  }

  GgufBuilder int32s(String key, int... values) {
    ByteBuffer elements = little(values.length * Integer.BYTES);
    elements.asIntBuffer().put(values);
    return array(key, 5, values.length, elements.array());
  }

  /** An array of a type's number, its elements as they are written. */
  GgufBuilder array(String key, int type, long count, byte[] elements) {
    return fact(key, 9, array(type, count, elements));
  }

  /** An array's bytes, to be an element of another. */
  static byte[] array(int type, long count, byte[] elements) {
    return little(Integer.BYTES + Long.BYTES + elements.length)
        .putInt(type)
        .putLong(count)
        .put(elements)
        .array();
  }

  /** A fact of a type's number, its value as it is written. */
  GgufBuilder fact(String key, int type, byte[] value) {
    ByteArrayOutputStream fact = new ByteArrayOutputStream();
    fact.writeBytes(text(key.getBytes(StandardCharsets.UTF_8)));
    fact.writeBytes(little(Integer.BYTES).putInt(type).array());
    fact.writeBytes(value);
    if (facts.putIfAbsent(key, fact.toByteArray()) != null) {
      duplicates.writeBytes(fact.toByteArray());
    }
    factCount++;
    return this;
  }

  GgufBuilder withoutFact(String key) {
    factCount -= facts.remove(key) == null ? 0 : 1;
    return this;
  }

  /** A string of another length than its own. */
  static byte[] textOfLength(long length, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return little(Long.BYTES + utf8.length).putLong(length).put(utf8).array();
  }

  /** A float32 tensor whose values count up from the number of tensors before, in steps of 1/64. */
  GgufBuilder floats(String name, long... shape) {
    long elements = 1;
    for (long dimension : shape) {
      elements *= dimension;
    }
    float[] values = new float[(int) elements];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensors.size() + i / 64f;
    }
    return floats(name, values, shape);
  }

  GgufBuilder floats(String name, float[] values, long... shape) {
    ByteBuffer data = little(values.length * Float.BYTES);
    data.asFloatBuffer().put(values);
    return tensor(name, 0, data.array(), shape);
  }

  /** A tensor of a type's number, innermost dimension first. */
  GgufBuilder tensor(String name, int type, byte[] data, long... shape) {
    tensors.add(new Tensor(name, type, shape, data));
    return this;
  }

  GgufBuilder without(String tensor) {
    tensors.removeIf(one -> one.name.equals(tensor));
    return this;
  }

  GgufBuilder replace(String tensor, float[] values, long... shape) {
    return without(tensor).floats(tensor, values, shape);
  }

  /** Gives the last tensor another offset within the data. */
  GgufBuilder at(long offset) {
    tensors.get(tensors.size() - 1).offset = offset;
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(magic);
    out.writeBytes(little(Integer.BYTES).putInt(version).array());
    long tensorCount = claimedTensors == null ? tensors.size() : claimedTensors;
    out.writeBytes(little(Long.BYTES).putLong(tensorCount).array());
    long count = claimedFacts == null ? factCount : claimedFacts;
    out.writeBytes(little(Long.BYTES).putLong(count).array());
    facts.values().forEach(out::writeBytes);
    out.writeBytes(duplicates.toByteArray());
    long next = 0;
    for (Tensor tensor : tensors) {
      out.writeBytes(info(tensor, next));
      next = padded(next + tensor.data.length);
    }
    for (Tensor tensor : tensors) {
      out.writeBytes(new byte[(int) (padded(out.size()) - out.size())]);
      out.writeBytes(tensor.data);
    }
    return out.toByteArray();
  }

  void write(Path file) throws IOException {
    Files.write(file, bytes());
  }

  private byte[] info(Tensor tensor, long next) {
    byte[] name = text(tensor.name.getBytes(StandardCharsets.UTF_8));
    ByteBuffer info =
        little(name.length + 2 * Integer.BYTES + (tensor.shape.length + 1) * Long.BYTES);
    info.put(name).putInt(tensor.shape.length);
    for (long dimension : tensor.shape) {
      info.putLong(dimension);
    }
    return info.putInt(tensor.type).putLong(tensor.offset == null ? next : tensor.offset).array();
  }

  private long padded(long bytes) {
    int to = Math.max(1, alignment);
    return (bytes + to - 1) / to * to;
  }

  private static byte[] text(byte[] utf8) {
    return little(Long.BYTES + utf8.length).putLong(utf8.length).put(utf8).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
