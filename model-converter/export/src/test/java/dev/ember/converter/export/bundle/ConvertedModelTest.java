package dev.ember.converter.export.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.InputStatistics;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Conversions that are cut off and taken up again. */
public final class ConvertedModelTest {
  private static final String MODEL = "model.tflite";
  private static final String LOG = "finished.log";

  /** Feed-forward layers that 4-bit blocks fit into. */
  private static final DecoderConfig IN_BLOCKS =
      TinyModel.TIED.toBuilder().hidden(64).feedForward(96).build();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ReadingSource source = new ReadingSource(TinyModel.UNTIED, 1);
  private Path scratch = Path.of("");

  @Before
  public void makeFolder() throws IOException {
    scratch = folder.newFolder().toPath();
  }

  @Test
  public void convert_progress_countsEveryValueOnce() throws IOException {
    long[] read = new long[1];
    convert(source, scratch, Quantization.INT8_PER_CHANNEL, values -> read[0] += values);
    assertThat(read[0]).isEqualTo(ConvertedModel.valuesToRead(TinyModel.UNTIED));
  }

  @Test
  public void convert_cutOffAnywhere_goesOnToTheSameBytes() throws IOException {
    for (Quantization quantization :
        new Quantization[] {Quantization.INT8_PER_CHANNEL, Quantization.SMALL}) {
      String whole = whole(quantization);
      for (int blocks = 0; blocks < TensorSpec.inFileOrder(TinyModel.UNTIED).size(); blocks++) {
        Path cut = folder.newFolder().toPath();
        cutOff(cut, quantization, blocks);
        convert(source, cut, quantization, values -> {});
        assertThat(hash(cut)).as("after %d", blocks).isEqualTo(whole);
      }
    }
  }

  @Test
  public void convert_withVariant_cutOffAnywhere_goesOnToTheSameBytes() throws IOException {
    ReadingSource blocks = new ReadingSource(IN_BLOCKS, 1);
    ConversionOptions both =
        new ConversionOptions(
            Quantization.SMALL,
            64,
            2,
            InputStatistics.UNIFORM,
            List.of(Quantization.INT8_PER_CHANNEL));
    long[] read = new long[1];
    int[] tensors = new int[1];
    ConvertedModel.convert(
        blocks,
        both,
        scratch,
        values -> {
          read[0] += values;
          tensors[0]++;
        });
    byte[] whole = Files.readAllBytes(scratch.resolve(MODEL));
    assertThat(read[0]).isEqualTo(ConvertedModel.valuesToRead(blocks, both));
    for (int done = 0; done < tensors[0]; done++) {
      Path cut = folder.newFolder().toPath();
      int[] left = {done};
      assertThatThrownBy(
              () ->
                  ConvertedModel.convert(
                      blocks,
                      both,
                      cut,
                      values -> {
                        if (left[0]-- == 0) {
                          throw new CancellationException("stop");
                        }
                      }))
          .isInstanceOf(CancellationException.class);
      ConvertedModel.convert(blocks, both, cut, values -> {});
      assertThat(Files.readAllBytes(cut.resolve(MODEL))).as("after %d", done).isEqualTo(whole);
    }
  }

  @Test
  public void convert_withVariant_storesWhatBothStoreAlikeOnce() throws IOException {
    ReadingSource blocks = new ReadingSource(IN_BLOCKS, 1);
    ConversionOptions both =
        new ConversionOptions(
            Quantization.SMALL,
            64,
            2,
            InputStatistics.UNIFORM,
            List.of(Quantization.INT8_PER_CHANNEL));
    ConvertedModel.convert(blocks, both, scratch, values -> {});
    Path int8 = folder.newFolder().toPath();
    convert(blocks, int8, Quantization.INT8_PER_CHANNEL, values -> {});
    Path small = folder.newFolder().toPath();
    convert(blocks, small, Quantization.SMALL, values -> {});

    long apart = Files.size(int8.resolve(MODEL)) + Files.size(small.resolve(MODEL));
    long shared = (long) IN_BLOCKS.vocabulary() * IN_BLOCKS.hidden(); // the table, a byte a weight
    assertThat(Files.size(scratch.resolve(MODEL))).isLessThan(apart - shared);
  }

  @Test
  public void convert_takenUpAgain_readsOnlyWhatIsMissing() throws IOException {
    cutOff(scratch, Quantization.INT8_PER_CHANNEL, 5);
    source.read.clear();
    convert(source, scratch, Quantization.INT8_PER_CHANNEL, values -> {});
    assertThat(source.read).doesNotContain(TensorName.EMBEDDING, TensorName.qkv(0));
    assertThat(source.read).contains(TensorName.down(0), TensorName.UNEMBEDDING);
  }

  @Test
  public void convert_partChangedMeanwhile_isWrittenAgain() throws IOException {
    String whole = whole(Quantization.INT8_PER_CHANNEL);
    cutOff(scratch, Quantization.INT8_PER_CHANNEL, 8);
    try (RandomAccessFile file = new RandomAccessFile(scratch.resolve(MODEL).toFile(), "rw")) {
      for (long at = 0; at < file.length(); at += 64) {
        file.seek(at);
        file.write(77);
      }
    }
    convert(source, scratch, Quantization.INT8_PER_CHANNEL, values -> {});
    assertThat(hash(scratch)).isEqualTo(whole);
  }

  @Test
  public void convert_fileGoneMeanwhile_beginsAnew() throws IOException {
    String whole = whole(Quantization.INT8_PER_CHANNEL);
    cutOff(scratch, Quantization.INT8_PER_CHANNEL, 8);
    Files.delete(scratch.resolve(MODEL));
    convert(source, scratch, Quantization.INT8_PER_CHANNEL, values -> {});
    assertThat(hash(scratch)).isEqualTo(whole);
  }

  @Test
  public void convert_anotherQuantizationOrSource_beginsAnew() throws IOException {
    String whole = whole(Quantization.INT8_PER_CHANNEL);
    cutOff(scratch, Quantization.FLOAT32, 8);
    convert(source, scratch, Quantization.INT8_PER_CHANNEL, values -> {});
    assertThat(hash(scratch)).isEqualTo(whole);
    ReadingSource other = new ReadingSource(TinyModel.UNTIED, 2);
    convert(other, scratch, Quantization.INT8_PER_CHANNEL, values -> {});
    assertThat(hash(scratch)).isNotEqualTo(whole);
  }

  @Test
  public void convert_logCutOrDamaged_goesOnToTheSameBytes() throws IOException {
    String whole = whole(Quantization.INT8_PER_CHANNEL);
    cutOff(scratch, Quantization.INT8_PER_CHANNEL, 8);
    byte[] log = Files.readAllBytes(scratch.resolve(LOG));
    for (int length = 0; length < log.length; length += 97) {
      byte[] damaged = log.clone();
      damaged[length] ^= 4;
      Files.write(scratch.resolve(LOG), damaged);
      convert(source, scratch, Quantization.INT8_PER_CHANNEL, values -> {});
      assertThat(hash(scratch)).isEqualTo(whole);
      byte[] cut = new byte[length];
      System.arraycopy(log, 0, cut, 0, length);
      Files.write(scratch.resolve(LOG), cut);
      convert(source, scratch, Quantization.INT8_PER_CHANNEL, values -> {});
      assertThat(hash(scratch)).isEqualTo(whole);
    }
  }

  @Test
  public void convert_twiceAtOnce_isRefused() {
    assertThatThrownBy(
            () ->
                convert(
                    source,
                    scratch,
                    Quantization.FLOAT32,
                    values -> {
                      try {
                        convert(source, scratch, Quantization.FLOAT32, more -> {});
                      } catch (IOException refused) {
                        throw new IllegalStateException(refused);
                      }
                    }))
        .hasRootCauseMessage("expected no other work on " + scratch + " but found some");
  }

  @Test
  public void convert_sourceFails_throwsItsError() {
    source.failing = TensorName.gateUp(0);
    assertThatThrownBy(() -> convert(source, scratch, Quantization.SMALL, values -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("no layers.0.gate_up");
  }

  @Test
  public void convert_graphBeyondAnEntry_isRefusedBeforeAnythingIsWritten() {
    DecoderConfig huge =
        DecoderConfig.llama(1 << 17, 64)
            .hidden(8192)
            .layers(1)
            .heads(1, 1)
            .headSize(64)
            .feedForward(64)
            .build();
    WeightSource nothing =
        new WeightSource() {
          @Override
          public DecoderConfig config() {
            return huge;
          }

          @Override
          public void read(TensorSpec tensor, int firstRow, int count, float[] into) {
            throw new AssertionError("read " + tensor);
          }
        };
    assertThatThrownBy(() -> convert(nothing, scratch, Quantization.FLOAT32, values -> {}))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("at most 2147483647 bytes, what a bundle's entry can hold");
    assertThat(scratch).isEmptyDirectory();
  }

  private String whole(Quantization quantization) throws IOException {
    Path whole = folder.newFolder().toPath();
    convert(source, whole, quantization, values -> {});
    return hash(whole);
  }

  /** Of both files, so that a failure does not print them. */
  private static String hash(Path scratch) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(scratch.resolve(MODEL)));
    crc.update(Files.readAllBytes(scratch.resolve("embeddings.bin")));
    return Long.toHexString(crc.getValue());
  }

  /** Converts until some blocks are done, then stops as a user would. */
  private void cutOff(Path into, Quantization quantization, int blocks) {
    int[] left = {blocks};
    assertThatThrownBy(
            () ->
                convert(
                    source,
                    into,
                    quantization,
                    values -> {
                      if (left[0]-- == 0) {
                        throw new CancellationException("stop");
                      }
                    }))
        .isInstanceOf(CancellationException.class);
  }

  private static void convert(
      WeightSource source, Path into, Quantization quantization, LongConsumer progress)
      throws IOException {
    int context = Math.min(64, source.config().context());
    ConversionOptions options =
        new ConversionOptions(quantization, context, 2, InputStatistics.UNIFORM);
    ConvertedModel.convert(source, options, into, progress);
  }

  /** Notes which tensors are read as a whole, and may fail at one. */
  private static final class ReadingSource implements WeightSource {
    private final LoadedWeights weights;
    private final List<String> read = new ArrayList<>();
    private String failing = "";

    ReadingSource(DecoderConfig config, long seed) {
      weights = new LoadedWeights(TinyModel.random(config, seed));
    }

    @Override
    public DecoderConfig config() {
      return weights.config();
    }

    @Override
    public void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException {
      if (count > 1 && tensor.name().equals(failing)) {
        throw new IOException("no " + failing);
      }
      if (count > 1) { // single rows are for the fingerprint
        read.add(tensor.name());
      }
      weights.read(tensor, firstRow, count, into);
    }
  }
}
