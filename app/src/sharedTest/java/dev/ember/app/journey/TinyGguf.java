package dev.ember.app.journey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A GGUF as another program would have written it: a llama of one layer and random weights in
 * float32, a token for each byte, and a chat template.
 */
public final class TinyGguf {
  private static final int HIDDEN = 16;
  private static final int HEAD = 8;
  private static final int FEED_FORWARD = 24;
  private static final int CONTEXT = 128;
  private static final int BYTES = 256;
  private static final int END = BYTES + 1;
  private static final int VOCABULARY = BYTES + 3;
  private static final int ALIGNMENT = 32;
  private static final long SEED = 3;

  private static final String TEMPLATE =
      "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
          + "{{ message['content'] }}<|im_end|>\n{% endfor %}"
          + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

  // The format's numbers of types.
  private static final int UINT16 = 2;
  private static final int INT32 = 5;
  private static final int UINT32 = 4;
  private static final int FLOAT32 = 6;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  /** Of a token: an ordinary one, and one that no text has. */
  private static final int NORMAL = 1;

  private static final int CONTROL = 3;

  private record Tensor(String name, List<Integer> shape, ByteBuffer data) {}

  private final ByteArrayOutputStream facts = new ByteArrayOutputStream();
  private int factCount;

  private TinyGguf() {}

  /** The whole model in one file. */
  public static byte[] whole() {
    return new TinyGguf().model().file(tensors());
  }

  /** The same in several files, as {@code gguf-split} makes them. */
  public static List<byte[]> split(int count) {
    List<Tensor> all = tensors();
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TinyGguf file = i == 0 ? new TinyGguf().model() : new TinyGguf();
      file.small("split.no", i).small("split.count", count);
      file.fact("split.tensors.count", INT32, number(all.size()));
      files.add(file.file(all.subList(all.size() * i / count, all.size() * (i + 1) / count)));
    }
    return files;
  }

  private TinyGguf model() {
    string("general.architecture", "llama");
    string("general.name", "Tiny");
    number("llama.block_count", 1).number("llama.context_length", CONTEXT);
    number("llama.embedding_length", HIDDEN).number("llama.feed_forward_length", FEED_FORWARD);
    number("llama.attention.head_count", 2).number("llama.attention.head_count_kv", 1);
    byte[] epsilon = little(Float.BYTES).putFloat(1e-5f).array();
    fact("llama.attention.layer_norm_rms_epsilon", FLOAT32, epsilon);
    string("tokenizer.ggml.model", "gpt2").string("tokenizer.ggml.pre", "gpt-2");
    ByteArrayOutputStream tokens = new ByteArrayOutputStream();
    ByteArrayOutputStream kinds = new ByteArrayOutputStream();
    for (String token : vocabulary()) {
      append(tokens, text(token));
      append(kinds, number(token.startsWith("<|") ? CONTROL : NORMAL));
    }
    array("tokenizer.ggml.tokens", STRING, VOCABULARY, tokens.toByteArray());
    array("tokenizer.ggml.token_type", INT32, VOCABULARY, kinds.toByteArray());
    array("tokenizer.ggml.merges", STRING, 1, text("t h"));
    number("tokenizer.ggml.eos_token_id", END);
    return string("tokenizer.chat_template", TEMPLATE);
  }

  /** GPT-2's alphabet: bytes without a picture are drawn from U+0100 on. */
  private static List<String> vocabulary() {
    List<String> tokens = new ArrayList<>();
    int next = BYTES;
    for (int value = 0; value < BYTES; value++) {
      boolean drawn = (value >= '!' && value <= '~') || (value >= 0xa1 && value != 0xad);
      tokens.add(String.valueOf((char) (drawn ? value : next++)));
    }
    tokens.add("<|im_start|>");
    tokens.add("<|im_end|>");
    tokens.add("th");
    return tokens;
  }

  private static List<Tensor> tensors() {
    Random random = new Random(SEED);
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(random(random, "token_embd.weight", HIDDEN, VOCABULARY));
    tensors.add(random(random, "blk.0.attn_q.weight", HIDDEN, 2 * HEAD));
    tensors.add(random(random, "blk.0.attn_k.weight", HIDDEN, HEAD));
    tensors.add(random(random, "blk.0.attn_v.weight", HIDDEN, HEAD));
    tensors.add(random(random, "blk.0.attn_output.weight", 2 * HEAD, HIDDEN));
    tensors.add(random(random, "blk.0.ffn_gate.weight", HIDDEN, FEED_FORWARD));
    tensors.add(random(random, "blk.0.ffn_up.weight", HIDDEN, FEED_FORWARD));
    tensors.add(random(random, "blk.0.ffn_down.weight", FEED_FORWARD, HIDDEN));
    for (String norm : List.of("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm")) {
      ByteBuffer ones = little(HIDDEN * Float.BYTES);
      for (int i = 0; i < HIDDEN; i++) {
        ones.putFloat(1);
      }
      tensors.add(new Tensor(norm + ".weight", List.of(HIDDEN), ones));
    }
    return tensors;
  }

  private static Tensor random(Random random, String name, int columns, int rows) {
    ByteBuffer data = little(columns * rows * Float.BYTES);
    for (int i = 0; i < columns * rows; i++) {
      data.putFloat((float) (random.nextGaussian() / Math.sqrt(columns)));
    }
    return new Tensor(name, List.of(columns, rows), data);
  }

  private byte[] file(List<Tensor> tensors) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    append(out, "GGUF".getBytes(US_ASCII));
    append(out, number(3));
    append(out, little(2 * Long.BYTES).putLong(tensors.size()).putLong(factCount).array());
    append(out, facts.toByteArray());
    long offset = 0;
    for (Tensor tensor : tensors) {
      append(out, text(tensor.name()));
      append(out, number(tensor.shape().size()));
      for (int dimension : tensor.shape()) {
        append(out, little(Long.BYTES).putLong(dimension).array());
      }
      append(out, little(Integer.BYTES + Long.BYTES).putInt(0).putLong(offset).array());
      offset = padded(offset + tensor.data().capacity());
    }
    for (Tensor tensor : tensors) {
      append(out, new byte[(int) (padded(out.size()) - out.size())]);
      append(out, tensor.data().array());
    }
    return out.toByteArray();
  }

  private static long padded(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private TinyGguf string(String key, String value) {
    return fact(key, STRING, text(value));
  }

  private TinyGguf number(String key, int value) {
    return fact(key, UINT32, number(value));
  }

  private TinyGguf small(String key, int value) {
    return fact(key, UINT16, little(Short.BYTES).putShort((short) value).array());
  }

  private void array(String key, int type, int count, byte[] elements) {
    ByteBuffer array = little(Integer.BYTES + Long.BYTES + elements.length);
    fact(key, ARRAY, array.putInt(type).putLong(count).put(elements).array());
  }

  private TinyGguf fact(String key, int type, byte[] value) {
    append(facts, text(key));
    append(facts, number(type));
    append(facts, value);
    factCount++;
    return this;
  }

  private static byte[] number(int value) {
    return little(Integer.BYTES).putInt(value).array();
  }

  private static byte[] text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return little(Long.BYTES + utf8.length).putLong(utf8.length).put(utf8).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void append(ByteArrayOutputStream out, byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }
}
