package dev.ember.converter.export.gguf;

import static dev.ember.inference.testing.FuzzCase.isRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ember.inference.model.TensorSpec;
import dev.ember.inference.testing.ByteMutator;
import dev.ember.inference.testing.FuzzCase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Good files with bytes changed, cut out, put in and cut off: each is read, or refused by an {@code
 * IOException}, in little memory. What fails is named by its case.
 */
public final class GgufFuzzTest {
  private static final int CASES = 20_000;

  /** Many times the largest seed; a length believed before it is checked asks for far more. */
  private static final long MAX_ALLOCATED_BYTES = 8 << 20;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void mutants_areReadOrRefused() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<byte[]> seeds = seeds();
    Path file = folder.getRoot().toPath().resolve("mutant.gguf");
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      Random random = new Random(i);
      FuzzCase.replace(file, mutant(seeds.get(random.nextInt(seeds.size())), random));
      long before = threads.getCurrentThreadAllocatedBytes();
      refused += isBlamed(file, i) ? 1 : 0;
      assertThat(threads.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated in case %d", i)
          .isLessThan(MAX_ALLOCATED_BYTES);
    }
    assertThat(refused).isBetween(CASES / 4, CASES - CASES / 20); // or the mutations are no test
  }

  /** The two files of a split model, one of them changed. */
  @Test
  public void mutantsOfASplitModel_areReadOrRefused() throws IOException {
    Path[] files = new Path[2];
    byte[][] seeds = new byte[files.length][];
    for (int i = 0; i < files.length; i++) {
      String name = "model-0000" + (i + 1) + "-of-00002.gguf";
      files[i] = folder.getRoot().toPath().resolve(name);
      GgufBuilder part = i == 0 ? new GgufBuilder().string("a.b", "c") : new GgufBuilder();
      seeds[i] =
          part.fact("split.no", 2, new byte[] {(byte) i, 0})
              .fact("split.count", 2, new byte[] {2, 0})
              .fact("split.tensors.count", 5, new byte[] {2, 0, 0, 0})
              .floats("t" + i, 8)
              .bytes();
      Files.write(files[i], seeds[i]);
    }
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      int changed = i % files.length;
      FuzzCase.replace(files[changed], mutant(seeds[changed], new Random(i)));
      refused +=
          isRefused(i, GgufFormatException.class, () -> readSplit(files[0]), "expected", "found")
              ? 1
              : 0;
      FuzzCase.replace(files[changed], seeds[changed]);
    }
    assertThat(refused).isBetween(CASES / 4, CASES - CASES / 50);
  }

  @Test
  public void seeds_areGood() throws IOException {
    Path file = folder.getRoot().toPath().resolve("seed.gguf");
    for (byte[] seed : seeds()) {
      Files.write(file, seed);
      assertThat(isBlamed(file, -1)).isFalse();
    }
  }

  private static void readSplit(Path first) throws IOException {
    try (GgufFile file = GgufFile.open(first)) {
      for (GgufTensor tensor : file.tensors()) {
        assertThat(tensor.elements()).isNotNegative();
      }
    }
  }

  private static boolean isBlamed(Path file, int number) {
    return isRefused(number, IOException.class, () -> readAll(file), "expected", "found");
  }

  private static void readAll(Path file) throws IOException {
    try (GgufModel model = GgufModel.open(file)) {
      readAll(model);
    }
  }

  private static void readAll(GgufModel model) throws IOException {
    GgufMetadata metadata = model.file().metadata();
    for (String key : metadata.keys()) {
      assertThat(metadata.text(key)).isNotNull();
    }
    assertThat(model.description()).isNotEmpty();
    assertThat(model.notes().card()).isNotEmpty();
    assertThat(model.chat()).isNotNull();
    for (TensorSpec tensor : TensorSpec.inFileOrder(model.weights().config())) {
      float[] values = new float[(int) tensor.size()];
      model.weights().read(tensor, 0, tensor.rows(), values);
    }
  }

  private static byte[] mutant(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 8; i--) {
      // Every other time within the first facts, where one wrong length moves all that follows.
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(256, bytes.length));
      switch (random.nextInt(8)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2, 3 -> ByteMutator.put(bytes, at, Integer.BYTES, random);
        case 4, 5 -> ByteMutator.put(bytes, at, Long.BYTES, random);
        case 6 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          int from = random.nextInt(bytes.length);
          int count = random.nextInt(40);
          bytes =
              random.nextBoolean()
                  ? ByteMutator.without(bytes, at, count)
                  : ByteMutator.withCopy(bytes, at, from, count);
        }
      }
    }
    return bytes;
  }

  /**
   * A llama in floats with a vocabulary, one in blocks of several types, one with two files' facts.
   */
  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(
        GgufBuilder.tinyLlama()
            .string("general.name", "Tiny")
            .string("tokenizer.ggml.model", "gpt2")
            .string("tokenizer.ggml.pre", "smollm")
            .strings("tokenizer.ggml.tokens", List.of("a", "b", "ab", "<s>", "</s>"))
            .int32s("tokenizer.ggml.token_type", 1, 1, 1, 3, 3)
            .strings("tokenizer.ggml.merges", List.of("a b"))
            .uint32("tokenizer.ggml.bos_token_id", 3)
            .uint32("tokenizer.ggml.eos_token_id", 4)
            .string("tokenizer.chat_template", "{{ messages[0].content }}")
            .bytes());
    seeds.add(
        GgufBuilder.tinyLlama()
            .alignment(64)
            .string("tokenizer.ggml.model", "llama")
            .strings("tokenizer.ggml.tokens", List.of("<unk>", "<s>", "</s>", "▁a", "a", "▁"))
            .float32s("tokenizer.ggml.scores", 0, 0, 0, -1, -2, -3)
            .int32s("tokenizer.ggml.token_type", 2, 3, 3, 1, 1, 1)
            .float32("llama.rope.freq_base", 1e5f)
            .uint32("llama.attention.sliding_window", 16)
            .floats("rope_freqs.weight", 2)
            .floats("output.weight", 8, 12)
            .bytes());
    seeds.add(quantized().bytes());
    seeds.add(
        GgufBuilder.tinyLlama()
            .version(2)
            .array("nested", 9, 1, GgufBuilder.array(7, 2, new byte[] {1, 0}))
            .string("llama.rope.scaling.type", "linear")
            .float32("llama.rope.scaling.factor", 2)
            .bool("llama.attention.causal", true)
            .bytes());
    return seeds;
  }

  /** E 32, H 2, K 2, D 16, F 32, V 4, a type for each linear layer. */
  private static GgufBuilder quantized() {
    return GgufBuilder.model("qwen3", 32, 32)
        .tensor("token_embd.weight", 8, new byte[34 * 4], 32, 4)
        .floats("output_norm.weight", 32)
        .floats("blk.0.attn_norm.weight", 32)
        .floats("blk.0.attn_q_norm.weight", 16)
        .floats("blk.0.attn_k_norm.weight", 16)
        .tensor("blk.0.attn_q.weight", 2, new byte[18 * 32], 32, 32)
        .tensor("blk.0.attn_k.weight", 3, new byte[20 * 32], 32, 32)
        .tensor("blk.0.attn_v.weight", 6, new byte[22 * 32], 32, 32)
        .tensor("blk.0.attn_output.weight", 7, new byte[24 * 32], 32, 32)
        .floats("blk.0.ffn_norm.weight", 32)
        .tensor("blk.0.ffn_gate.weight", 20, new byte[18 * 32], 32, 32)
        .tensor("blk.0.ffn_up.weight", 30, new byte[64 * 32], 32, 32)
        .tensor("blk.0.ffn_down.weight", 1, new byte[64 * 32], 32, 32);
  }
}
