package dev.ember.converter.export.compiled;

import static dev.ember.inference.testing.FuzzCase.isRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.testing.ByteMutator;
import dev.ember.inference.testing.FuzzCase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class CompiledModelTest {
  private static final int CASES = 20_000;

  /** Each of these is a file that is written, mapped and parsed to its tokenizer. */
  private static final int FILES = 1500;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void read_litertLm_tellsItsSections() throws IOException {
    CompiledModel model = CompiledModel.read(file(litertLm()));

    assertThat(model.format()).isEqualTo("LiteRT-LM 1.4.2");
    assertThat(model.facts()).containsEntry("author", "somebody");
    assertThat(model.sections())
        .extracting(CompiledModel.Section::kind)
        .containsExactly("TFLiteModel", "LlmMetadataProto", "HF_Tokenizer_Zlib", "type 77");
    assertThat(model.sections().get(0).lines())
        .containsExactly(
            "signature prefill_8: 0 inputs, 0 outputs",
            "1 subgraphs, 0 tensors, 3 operators, of each kind:",
            "  2 ADD",
            "  1 custom MyOp");
    assertThat(model.sections().get(1).lines())
        .containsExactly(
            "begins with \"<bos>\"",
            "ends with \"<eos>\"",
            "ends with ids [106]",
            "at most 4096 tokens",
            "family gemma3");
    assertThat(model.sections().get(2).lines().get(0)).endsWith(" characters, 258 tokens");
  }

  @Test
  public void read_task_tellsItsEntries() throws IOException {
    CompiledModel model = CompiledModel.read(file(SmallContainers.task()));

    assertThat(model.format()).isEqualTo("MediaPipe task");
    assertThat(model.sections().get(0).lines()).contains("  1 custom MyOp");
    assertThat(model.sections().get(1).lines()).containsExactly("SentencePiece, 2 pieces");
  }

  @Test
  public void read_tflite_tellsItsOperators() throws IOException {
    assertThat(CompiledModel.read(file(SmallContainers.graph())).sections().get(0).lines())
        .contains("  2 ADD");
  }

  @Test
  public void open_compiledModel_isRefusedWithWhatToImport() throws IOException {
    for (byte[] content : List.of(litertLm(), SmallContainers.task(), SmallContainers.graph())) {
      assertThatThrownBy(() -> ModelSources.open(file(content)))
          .isInstanceOf(UnsupportedCheckpointException.class)
          .hasMessageContaining("import the Hugging Face folder or the GGUF of the same model");
    }
  }

  @Test
  public void read_anotherFile_isRefused() throws IOException {
    assertThatThrownBy(() -> CompiledModel.read(file(new byte[100])))
        .isInstanceOf(CompiledModelException.class)
        .hasMessageContaining("expected a .litertlm, .task or .tflite");
  }

  @Test
  public void read_newerMajorVersion_isRefused() throws IOException {
    byte[] bytes = litertLm();
    bytes[8] = 2;

    assertThatThrownBy(() -> CompiledModel.read(file(bytes)))
        .hasMessageContaining("expected version 1 of the container but found 2.4.2");
  }

  @Test
  public void read_tokenizerThatUnpacksToMoreThanItSays_isRefused() throws IOException {
    byte[] packed = SmallContainers.packed("{}{}{}");
    packed[0] = 3;

    assertThatThrownBy(
            () ->
                CompiledModel.read(
                    file(SmallContainers.litertLm(List.of(new SmallContainers.Part(6, packed))))))
        .hasMessageContaining("expected a tokenizer of 3 bytes");
  }

  @Test
  public void read_truncated_failsAndNamesTheFile() throws IOException {
    for (byte[] content : List.of(litertLm(), SmallContainers.task())) {
      Path file = file(Arrays.copyOf(content, 100));

      assertThatThrownBy(() -> CompiledModel.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  /** Any bytes at all end in an answer or in one kind of exception. */
  @Test
  public void read_damagedBytes_neverFailsInAnotherWay() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<byte[]> good = List.of(litertLm(), SmallContainers.task(), SmallContainers.graph());
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = good.get(i % good.size()).clone();
      damage(bytes, random);
      try {
        CompiledModel.read(file(bytes));
      } catch (CompiledModelException expected) {
        assertThat(expected).as("seed %d", seed).hasMessageContaining("model");
      }
    }
  }

  /** What holds the sections: places and sizes beyond the file, names and tables that lie. */
  @Test
  public void read_damagedContainer_neverFailsInAnotherWay() throws IOException {
    byte[] litertLm = SmallContainers.litertLm(List.of(new SmallContainers.Part(77, new byte[10])));
    List<byte[]> good = List.of(litertLm, SmallContainers.task());
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      Path file = file(restructured(good.get(i % good.size()), new Random(i)));
      refused +=
          isRefused(i, CompiledModelException.class, () -> CompiledModel.read(file), "model")
              ? 1
              : 0;
    }
    assertThat(refused).isBetween(CASES / 4, CASES - CASES / 50);
  }

  @Test
  public void lines_damagedGraphOrMetadata_neverFailInAnotherWay() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] graph = SmallContainers.graph();
      byte[] metadata = SmallContainers.metadata();
      damage(graph, random);
      damage(metadata, random);
      refused += refuses(() -> TfliteSummary.lines(littleEndian(graph))) ? 1 : 0;
      refused += refuses(() -> LlmMetadata.lines(littleEndian(metadata))) ? 1 : 0;
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(CASES / 10);
  }

  /** False if it answers; any other exception than these two passes through. */
  private static boolean refuses(Runnable reader) {
    try {
      reader.run();
      return false;
    } catch (IndexOutOfBoundsException | IllegalArgumentException damaged) {
      return true;
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void damage(byte[] bytes, Random random) {
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int near = random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length;
      bytes[random.nextInt(near)] = (byte) (random.nextBoolean() ? -1 : random.nextInt(256));
    }
  }

  /** Numbers overwritten, bytes cut out and doubled, the end cut off, near the start or the end. */
  private static byte[] restructured(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int changes = random.nextInt(3); changes >= 0 && bytes.length > 1; changes--) {
      int near = random.nextInt(Math.min(bytes.length, 300));
      int at = random.nextBoolean() ? near : bytes.length - 1 - near;
      int count = 1 + random.nextInt(40);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1, 2 -> ByteMutator.put(bytes, at, Long.BYTES, random);
        case 3 -> ByteMutator.copyStart(bytes, at, count);
        case 4 -> bytes = ByteMutator.without(bytes, at, count);
        default -> bytes = Arrays.copyOf(bytes, at);
      }
    }
    return bytes;
  }

  private static byte[] litertLm() {
    return SmallContainers.litertLm(
        List.of(
            new SmallContainers.Part(3, SmallContainers.graph()),
            new SmallContainers.Part(5, SmallContainers.metadata()),
            new SmallContainers.Part(6, SmallContainers.packed(SmallTokenizer.json())),
            new SmallContainers.Part(77, new byte[10])));
  }

  private Path file(byte[] content) throws IOException {
    Path file = folder.getRoot().toPath().resolve("model");
    FuzzCase.replace(file, content);
    return file;
  }
}
