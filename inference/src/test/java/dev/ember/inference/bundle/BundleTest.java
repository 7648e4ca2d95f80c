package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.inference.decode.StreamingDetokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.testing.FloatArrays;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class BundleTest {
  /** Half a step of int8 at the largest weight that a row of these models has (about 4). */
  private static final float INT8_HALF_STEP = 4f / 127 / 2 * 1.01f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void open_tiedBundle_hasNoEmbeddingsEntry() throws IOException {
    try (Bundle bundle = Bundle.open(write(new SmallBundle()))) {
      assertThat(bundle.has(EntryName.EMBEDDINGS)).isFalse();
      assertThat(bundle.manifest().name()).isEqualTo("Small");
      assertThat(bundle.manifest().stopTokens()).containsExactly(SmallTokenizer.IM_END);
      assertThat(bundle.card()).startsWith("# Small");
      assertThat(bundle.golden().prompts()).isEmpty();
    }
  }

  /** Nothing in the file is used as an index before it was looked at. */
  @Test
  public void golden_ofNoModelLikeThis_isTheFilesFault() throws IOException {
    Golden.Candidate foreign = new Golden.Candidate(SmallModel.config(true).vocabulary(), 1);
    Golden.Position first = new Golden.Position(0, List.of(), List.of());
    isRefused(List.of(-1), List.of(), "tokens below");
    isRefused(Collections.nCopies(1_000, 1), List.of(), "prompts of at most");
    isRefused(List.of(1), List.of(first, first), "positions in order, the next above 0");
    isRefused(
        List.of(1), List.of(new Golden.Position(0, List.of(foreign), List.of())), "tokens below");
    isRefused(
        List.of(1), List.of(new Golden.Position(0, List.of(), List.of(foreign))), "tokens below");
  }

  private void isRefused(List<Integer> tokens, List<Golden.Position> positions, String expected)
      throws IOException {
    Golden golden =
        new Golden(new Golden.Tolerances(1, 1, 0), List.of(new Golden.Prompt(tokens, positions)));
    String text = GoldenJson.write(golden);
    try (Bundle bundle = Bundle.open(write(new SmallBundle().text(EntryName.GOLDEN, text)))) {
      assertThatThrownBy(bundle::golden)
          .isInstanceOf(BundleFormatException.class)
          .hasMessageContaining("golden.json: expected " + expected);
    }
  }

  @Test
  public void entry_everyName_isReadOnlyAlignedAndWhole() throws IOException {
    Path path = write(new SmallBundle().untied());
    try (Bundle bundle = Bundle.open(path);
        ZipInputStream zip =
            new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(path)))) {
      int count = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] expected = zip.readAllBytes(); // another implementation agrees on the content
        ByteBuffer view = bundle.entry(entry.getName());
        assertThat(view.isDirect()).isTrue();
        assertThat(view.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(view.alignmentOffset(0, 64)).as(entry.getName()).isZero();
        assertThatThrownBy(() -> view.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
        byte[] actual = new byte[view.remaining()];
        view.get(actual);
        assertThat(actual).as(entry.getName()).isEqualTo(expected);
        count++;
      }
      assertThat(count).isEqualTo(EntryName.ALL.size());
    }
  }

  @Test
  public void copyOnWrite_written_leavesTheFileAndTheEntryAsTheyAre() throws IOException {
    Path path = write(new SmallBundle());
    byte[] before = Files.readAllBytes(path);
    try (Bundle bundle = Bundle.open(path)) {
      ByteBuffer copy = bundle.copyOnWrite(EntryName.MODEL);
      assertThat(copy).isEqualTo(bundle.entry(EntryName.MODEL));
      copy.put(0, (byte) (copy.get(0) + 1));
      assertThat(copy).isNotEqualTo(bundle.entry(EntryName.MODEL));
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  @Test
  public void copyOnWrite_otherFileAtThePath_isRefused() throws IOException {
    Path path = write(new SmallBundle().seed(1));
    Path other = write(new SmallBundle().seed(2));
    try (Bundle bundle = Bundle.open(path)) {
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(() -> bundle.copyOnWrite(EntryName.MODEL))
          .isInstanceOf(BundleFormatException.class)
          .hasMessageContaining("another one");
    }
  }

  @Test
  public void fingerprint_isThatOfTheContents() throws IOException {
    try (Bundle bundle = Bundle.open(write(new SmallBundle().seed(1)));
        Bundle same = Bundle.open(write(new SmallBundle().seed(1)));
        Bundle other = Bundle.open(write(new SmallBundle().seed(2)))) {
      assertThat(bundle.fingerprint()).hasSize(64).isEqualTo(same.fingerprint());
      assertThat(bundle.fingerprint()).isNotEqualTo(other.fingerprint());
    }
  }

  @Test
  public void graph_variant_isTheModelFromItsOffsetOn() throws IOException {
    Path path = folder.getRoot().toPath().resolve("variant.ember");
    new SmallBundle()
        .manifestText(
            text ->
                text.replaceFirst(
                    "\\n}\n$",
                    ", \"variants\": [{\"quantization\": \"float32\", \"offset\": 128,"
                        + " \"memoryBytes\": 7}]}"))
        .write(path);

    try (Bundle bundle = Bundle.open(path)) {
      Manifest.Variant variant = bundle.manifest().variants().get(0);
      ByteBuffer whole = bundle.graph();
      ByteBuffer graph = bundle.graph(variant);

      assertThat(variant.quantization()).isEqualTo("float32");
      assertThat(variant.memoryBytes()).isEqualTo(7);
      assertThat(graph.isDirect()).isTrue();
      assertThat(graph.remaining()).isEqualTo(whole.remaining() - 128);
      assertThat(graph.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(graph.get(0)).isEqualTo(whole.get(128));
    }
  }

  @Test
  public void entry_unknownName_isRefused() throws IOException {
    try (Bundle bundle = Bundle.open(write(new SmallBundle()))) {
      assertThatThrownBy(() -> bundle.entry("weights.bin"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("weights.bin");
    }
  }

  @Test
  public void write_sameModelTwice_givesTheSameBytes() throws IOException {
    assertThat(Files.readAllBytes(write(new SmallBundle())))
        .isEqualTo(Files.readAllBytes(write(new SmallBundle())));
  }

  @Test
  public void tensor_float32_isExact() throws IOException {
    SmallBundle small = new SmallBundle().float32().untied();
    DecoderWeights weights = small.weights();
    try (Bundle bundle = Bundle.open(write(small))) {
      assertThat(bundle.tensor(TensorName.EMBEDDING).toFloats())
          .isEqualTo(weights.tensor(TensorName.EMBEDDING));
      assertThat(bundle.tensor(TensorName.UNEMBEDDING).toFloats())
          .isEqualTo(weights.tensor(TensorName.UNEMBEDDING));
      assertThat(bundle.tensor(TensorName.down(1)).toFloats())
          .isEqualTo(weights.tensor(TensorName.down(1)));
      assertThat(bundle.tensor(TensorName.FINAL_NORM).toFloats())
          .isEqualTo(weights.tensor(TensorName.FINAL_NORM));
    }
  }

  @Test
  public void tensor_int8_isWithinHalfAStep() throws IOException {
    SmallBundle small = new SmallBundle();
    float[] expected = small.weights().tensor(TensorName.gateUp(0));
    try (Bundle bundle = Bundle.open(write(small))) {
      TensorView gateUp = bundle.tensor(TensorName.gateUp(0));
      assertThat(gateUp.quantized()).isTrue();
      assertThat(gateUp.rows()).isEqualTo(2 * 28);
      assertThat(gateUp.columns()).isEqualTo(20);
      assertThat(FloatArrays.maxDifference(gateUp.toFloats(), expected)).isLessThan(INT8_HALF_STEP);
    }
  }

  @Test
  public void tensor_unembeddingOfTiedModel_isTheEmbedding() throws IOException {
    try (Bundle bundle = Bundle.open(write(new SmallBundle()))) {
      assertThat(bundle.tensor(TensorName.UNEMBEDDING).toFloats())
          .isEqualTo(bundle.tensor(TensorName.EMBEDDING).toFloats());
    }
  }

  @Test
  public void embeddings_eachPlace_givesTheRowOfTheToken() throws IOException {
    for (SmallBundle small : Arrays.asList(new SmallBundle(), new SmallBundle().untied())) {
      float[] table = small.weights().tensor(TensorName.EMBEDDING);
      try (Bundle bundle = Bundle.open(write(small))) {
        EmbeddingTable embeddings = bundle.embeddings();
        int hidden = embeddings.hidden();
        FloatBuffer buffer = FloatBuffer.allocate(2 * hidden);
        embeddings.read(0, 3, buffer);
        embeddings.read(7, 4, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        for (int i = 0; i < hidden; i++) {
          assertThat(buffer.get(hidden + i))
              .isCloseTo(table[7 * hidden + i], within(INT8_HALF_STEP));
        }
      }
    }
  }

  @Test
  public void embeddings_scaledWithPositions_addsTheRowOfThePosition() throws IOException {
    DecoderConfig config =
        SmallModel.config(true).toBuilder().embeddings(new Embeddings(true, 1.5f, true)).build();
    SmallBundle small = new SmallBundle().float32().config(config);
    float[] table = small.weights().tensor(TensorName.EMBEDDING);
    float[] positions = small.weights().tensor(TensorName.POSITION_EMBEDDING);
    try (Bundle bundle = Bundle.open(write(small))) {
      int hidden = config.hidden();
      FloatBuffer buffer = FloatBuffer.allocate(hidden);
      bundle.embeddings().read(7, 4, buffer);
      for (int i = 0; i < hidden; i++) {
        assertThat(buffer.get(i))
            .isEqualTo(table[7 * hidden + i] * 1.5f + positions[4 * hidden + i]);
      }
      assertThatThrownBy(() -> bundle.embeddings().read(7, config.context(), buffer))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  public void embeddings_tokenOutsideVocabulary_isRefused() throws IOException {
    try (Bundle bundle = Bundle.open(write(new SmallBundle()))) {
      EmbeddingTable embeddings = bundle.embeddings();
      for (int token : new int[] {-1, SmallTokenizer.VOCABULARY, Integer.MAX_VALUE}) {
        assertThatThrownBy(() -> embeddings.read(token, 0, FloatBuffer.allocate(20)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(Integer.toString(token));
      }
    }
  }

  @Test
  public void entry_afterTheFileIsReplaced_keepsTheOldContent() throws IOException {
    Path path = write(new SmallBundle());
    try (Bundle bundle = Bundle.open(path)) {
      new SmallBundle().text(EntryName.CARD, "# Other\n").write(path);
      assertThat(bundle.card()).startsWith("# Small");
    }
    try (Bundle bundle = Bundle.open(path)) {
      assertThat(bundle.card()).isEqualTo("# Other\n");
    }
  }

  @Test
  public void openInstalled_flippedWeight_isNotSeen() throws IOException {
    Path path = write(new SmallBundle());
    byte[] bytes = Files.readAllBytes(path);
    bytes[64] ^= 1; // the first entry's first byte: a weight
    Files.write(path, bytes);
    Bundle.openInstalled(path).close();
    assertThatThrownBy(() -> Bundle.open(path)).isInstanceOf(BundleFormatException.class);
  }

  @Test
  public void tokenizer_moreRowsThanTokens_hasATextOfEach() throws IOException {
    int rows = SmallTokenizer.VOCABULARY + 6; // as Qwen's tables have, for round numbers
    DecoderConfig config =
        DecoderConfig.llama(rows, 32)
            .hidden(20)
            .layers(2)
            .heads(4, 2)
            .headSize(6)
            .feedForward(28)
            .tied(true)
            .build();
    try (Bundle bundle = Bundle.open(write(new SmallBundle().config(config)))) {
      SubwordTokenizer tokenizer = bundle.tokenizer();
      StreamingDetokenizer text = new StreamingDetokenizer(tokenizer);

      assertThat(tokenizer.vocabularySize()).isEqualTo(rows);
      assertThat(text.append('a') + text.append(rows - 1) + text.append('b')).isEqualTo("ab");
      assertThat(tokenizer.isSpecial(SmallTokenizer.VOCABULARY)).isFalse();
      assertThat(tokenizer.isSpecial(SmallTokenizer.IM_END)).isTrue();
      assertThat(tokenizer.decode(new int[] {'a', rows - 1}, 2)).isEqualTo("a");
      assertThat(tokenizer.encodeWithSpecialTokens("a<|im_end|>"))
          .containsExactly('a', SmallTokenizer.IM_END);
      assertThatThrownBy(() -> tokenizer.isSpecial(rows))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> tokenizer.padded(rows - 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Integer.toString(rows));
    }
  }

  @Test
  public void card_notUtf8_isRefused() throws IOException {
    Path path = write(new SmallBundle().text(EntryName.CARD, "# \u00e9"));
    byte[] bytes = Files.readAllBytes(path);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("# \u00c3\u00a9");
    bytes[at + 2] = (byte) 0xff;
    Files.write(path, bytes);
    try (Bundle bundle = Bundle.openInstalled(path)) {
      assertThatThrownBy(bundle::card)
          .isInstanceOf(BundleFormatException.class)
          .hasMessageEndingWith("card.md: expected a text in UTF-8 but found malformed bytes");
    }
  }

  private Path write(SmallBundle bundle) throws IOException {
    Path path = folder.newFile().toPath();
    bundle.write(path);
    return path;
  }
}
