package dev.ember.converter.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.file.Buffers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A GGUF of a {@link ModelShape} as people quantize them: linear layers in Q4_0, the table of
 * tokens in Q8_0, all of it random and streamed to the disk, and a tokenizer of single bytes.
 */
public final class RandomGguf {
  private static final int ALIGNMENT = 32;
  private static final int BLOCK = 32;
  private static final int BLOCKS_AT_ONCE = 1 << 17;
  private static final long SEED = 1;
  private static final int END_TOKEN = 256;

  /** The largest code times the scale is three deviations of 0.02. */
  private static final float LARGEST_WEIGHT = 0.06f;

  private static final int LARGEST_NIBBLE = 8;
  private static final int LARGEST_BYTE = 127;

  private final ModelShape shape;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private final List<Tensor> tensors = new ArrayList<>();
  private int keys;

  /** The types that are written, with the number that the format gives them. */
  private enum Type {
    F32(0, BLOCK * Float.BYTES),
    Q4_0(2, Short.BYTES + BLOCK / 2),
    Q8_0(8, Short.BYTES + BLOCK);

    private final int number;
    private final int blockBytes;

    Type(int number, int blockBytes) {
      this.number = number;
      this.blockBytes = blockBytes;
    }
  }

  private record Tensor(String name, Type type, long columns, long rows) {

    long blocks() {
      return columns * rows / BLOCK;
    }

    /** With what fills it up to the next tensor. */
    long bytes() {
      return (blocks() * type.blockBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

  private RandomGguf(ModelShape shape) {
    this.shape = shape;
  }

  /** Writes the file into a folder, unless one of its size is there already, and gives its path. */
  public static Path write(Path folder, ModelShape shape) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("random-" + shape + ".Q4_0.gguf");
    RandomGguf gguf = new RandomGguf(shape);
    gguf.addKeys();
    gguf.addTensors();
    byte[] head = gguf.head();
    long bytes = head.length;
    for (Tensor tensor : gguf.tensors) {
      bytes += tensor.bytes();
    }
    if (Files.exists(file) && Files.size(file) == bytes) {
      return file;
    }
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
      Buffers.writeFully(channel, ByteBuffer.wrap(head));
      for (Tensor tensor : gguf.tensors) {
        writeValues(channel, tensor);
      }
    }
    return file;
  }

  private void addKeys() {
    key("general.architecture", "llama");
    key("general.name", "Random " + shape);
    key("llama.context_length", shape.context());
    key("llama.embedding_length", shape.hidden());
    key("llama.block_count", shape.layers());
    key("llama.feed_forward_length", shape.feedForward());
    key("llama.attention.head_count", shape.heads());
    key("llama.attention.head_count_kv", shape.kvHeads());
    key("llama.attention.key_length", shape.headSize());
    key("llama.attention.value_length", shape.headSize());
    key("llama.rope.dimension_count", shape.headSize());
    key("llama.rope.freq_base", 500_000f);
    key("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    key("tokenizer.ggml.model", "gpt2");
    key("tokenizer.ggml.pre", "gpt-2");
    startKey("tokenizer.ggml.tokens", 9).int32(8).int64(END_TOKEN + 1L);
    ByteSpelling.all().forEach(this::string);
    string("<|end|>");
    startKey("tokenizer.ggml.token_type", 9).int32(5).int64(END_TOKEN + 1L);
    for (int token = 0; token <= END_TOKEN; token++) {
      int32(token == END_TOKEN ? 3 : 1); // a control token, or a normal one
    }
    startKey("tokenizer.ggml.merges", 9).int32(8).int64(0);
    key("tokenizer.ggml.eos_token_id", END_TOKEN);
    key(
        "tokenizer.chat_template",
        "{% for message in messages %}{{ message['content'] }}<|end|>{% endfor %}");
  }

  private void addTensors() {
    int hidden = shape.hidden();
    int queries = shape.heads() * shape.headSize();
    int kv = shape.kvHeads() * shape.headSize();
    tensors.add(new Tensor("token_embd.weight", Type.Q8_0, hidden, shape.vocabulary()));
    for (int i = 0; i < shape.layers(); i++) {
      String block = "blk." + i + ".";
      tensors.add(new Tensor(block + "attn_norm.weight", Type.F32, hidden, 1));
      tensors.add(new Tensor(block + "attn_q.weight", Type.Q4_0, hidden, queries));
      tensors.add(new Tensor(block + "attn_k.weight", Type.Q4_0, hidden, kv));
      tensors.add(new Tensor(block + "attn_v.weight", Type.Q4_0, hidden, kv));
      tensors.add(new Tensor(block + "attn_output.weight", Type.Q4_0, queries, hidden));
      tensors.add(new Tensor(block + "ffn_norm.weight", Type.F32, hidden, 1));
      tensors.add(new Tensor(block + "ffn_gate.weight", Type.Q4_0, hidden, shape.feedForward()));
      tensors.add(new Tensor(block + "ffn_up.weight", Type.Q4_0, hidden, shape.feedForward()));
      tensors.add(new Tensor(block + "ffn_down.weight", Type.Q4_0, shape.feedForward(), hidden));
    }
    tensors.add(new Tensor("output_norm.weight", Type.F32, hidden, 1));
  }

  /** All that stands before the values. */
  private byte[] head() {
    ByteArrayOutputStream keysAlone = new ByteArrayOutputStream();
    keysAlone.writeBytes(header.toByteArray());
    header.reset();
    header.writeBytes("GGUF".getBytes(UTF_8));
    int32(3).int64(tensors.size()).int64(keys);
    header.writeBytes(keysAlone.toByteArray());
    long offset = 0;
    for (Tensor tensor : tensors) {
      string(tensor.name);
      boolean vector = tensor.rows == 1;
      int32(vector ? 1 : 2).int64(tensor.columns);
      if (!vector) {
        int64(tensor.rows);
      }
      int32(tensor.type.number).int64(offset);
      offset += tensor.bytes();
    }
    while (header.size() % ALIGNMENT != 0) {
      header.write(0);
    }
    return header.toByteArray();
  }

  /** The same blocks come again and again, but not in the same rows. */
  private static void writeValues(FileChannel channel, Tensor tensor) throws IOException {
    ByteBuffer blocks = blocks(tensor.type, (int) Math.min(tensor.blocks(), BLOCKS_AT_ONCE - 1));
    long end = channel.position() + tensor.bytes();
    for (long left = tensor.blocks() * tensor.type.blockBytes; left > 0; ) {
      blocks.clear().limit((int) Math.min(left, blocks.capacity()));
      left -= blocks.limit();
      Buffers.writeFully(channel, blocks);
    }
    Buffers.writeFully(channel, ByteBuffer.allocate((int) (end - channel.position())));
  }

  private static ByteBuffer blocks(Type type, int count) {
    Random random = new Random(SEED);
    ByteBuffer blocks = ByteBuffer.allocate(count * type.blockBytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] codes = new byte[type.blockBytes - Short.BYTES];
    while (blocks.hasRemaining()) {
      if (type == Type.F32) {
        blocks.putFloat(1); // gains
      } else {
        int largest = type == Type.Q4_0 ? LARGEST_NIBBLE : LARGEST_BYTE;
        float scale = LARGEST_WEIGHT / largest * (1 + random.nextFloat()) / 2;
        boolean negative = type == Type.Q4_0 && random.nextBoolean(); // as half of them are
        blocks.putShort(HalfFloat.floatToF16(negative ? -scale : scale));
        random.nextBytes(codes);
        blocks.put(codes);
      }
    }
    return blocks;
  }

  private void key(String name, String value) {
    startKey(name, 8).string(value);
  }

  private void key(String name, int value) {
    startKey(name, 4).int32(value);
  }

  private void key(String name, float value) {
    startKey(name, 6).int32(Float.floatToRawIntBits(value));
  }

  private RandomGguf startKey(String name, int type) {
    keys++;
    return string(name).int32(type);
  }

  private RandomGguf string(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int64(bytes.length);
    header.writeBytes(bytes);
    return this;
  }

  private RandomGguf int32(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      header.write(value >> shift);
    }
    return this;
  }

  private RandomGguf int64(long value) {
    return int32((int) value).int32((int) (value >> Integer.SIZE));
  }
}
