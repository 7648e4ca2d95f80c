package dev.ember.converter.export.tflite;

import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightEncoder;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Writes a decoder as {@code model.tflite}: the tables first, then each weight at the 64-byte
 * aligned offset that its buffer names.
 *
 * <p>The tables are built twice, first with placeholders to learn their size, on which the offsets
 * depend. The weights are streamed: the file may be larger than 2 GiB, and than the heap.
 */
public final class TfliteWriter {
  /** T of the prefill signature: above it little is gained, below it the padding costs less. */
  public static final int PREFILL_TOKENS = 64;

  /** Cache lines and the widest vector loads; TensorFlow Lite's own tensor alignment. */
  private static final int ALIGNMENT = 64;

  private final WeightSource source;
  private final Quantization quantization;
  private final int context;
  private final WeightEncoder encoder;

  /**
   * @param context C, positions that both signatures can look back on
   * @param valuesRead is told how many values were read, several times a second; each value is read
   *     {@link #readsPerValue} times
   */
  public TfliteWriter(
      WeightSource source, Quantization quantization, int context, LongConsumer valuesRead) {
    this.source = source;
    this.quantization = quantization;
    this.context = context;
    this.encoder = new WeightEncoder(source, valuesRead);
  }

  /** How often {@link #write} reads each value of a linear layer. */
  public static int readsPerValue(Quantization quantization) {
    return quantization == Quantization.INT8_PER_CHANNEL ? 2 : 1;
  }

  /** Writes the file, replacing what is there. */
  public TfliteLayout write(Path file) throws IOException {
    DecoderConfig config = source.config();
    TfliteModel model = new TfliteModel(storedTensors(config));
    DecoderGraph graph = new DecoderGraph(model, config.withContext(context), context);
    graph.addDecode();
    graph.addPrefill(PREFILL_TOKENS);
    long[] offsets = new long[model.weights().size()];
    Arrays.fill(offsets, Long.MAX_VALUE);
    place(model, FlatbufferFile.build(model, offsets).size(), offsets);
    FlatbufferFile tables = FlatbufferFile.build(model, offsets);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      byte[] head = tables.bytes();
      out.write(head);
      writeWeights(model, head.length, offsets, out);
    }
    return layout(model, tables, offsets);
  }

  private List<StoredTensor> storedTensors(DecoderConfig config) throws IOException {
    List<StoredTensor> stored = new ArrayList<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      if (!spec.isHostTable()) { // the host looks its rows up
        stored.add(storedTensor(spec));
      }
    }
    return stored;
  }

  private StoredTensor storedTensor(TensorSpec spec) throws IOException {
    if (spec.isVector() || quantization == Quantization.FLOAT32) {
      return new StoredTensor(spec, TensorType.FLOAT32, new float[0]);
    }
    return new StoredTensor(spec, TensorType.INT8, encoder.scales(spec));
  }

  /** Lays the weights one behind the other after {@code start} bytes of tables. */
  private static void place(TfliteModel model, long start, long[] offsets) {
    long end = start;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = align(end);
      end = offsets[i] + model.weights().get(i).bytes();
    }
  }

  private void writeWeights(TfliteModel model, long start, long[] offsets, OutputStream out)
      throws IOException {
    long position = start;
    for (int i = 0; i < offsets.length; i++) {
      StoredTensor tensor = model.weights().get(i);
      out.write(new byte[Math.toIntExact(offsets[i] - position)]);
      if (tensor.type() == TensorType.INT8) {
        encoder.writeInt8(tensor.spec(), tensor.scales(), out);
      } else {
        encoder.writeFloat32(tensor.spec(), out);
      }
      position = offsets[i] + tensor.bytes();
    }
  }

  private TfliteLayout layout(TfliteModel model, FlatbufferFile tables, long[] offsets) {
    List<Manifest.TensorEntry> entries = new ArrayList<>();
    for (int i = 0; i < offsets.length; i++) {
      StoredTensor tensor = model.weights().get(i);
      String name = tensor.spec().name();
      boolean int8 = tensor.type() == TensorType.INT8;
      long scales = int8 ? tables.scalesOffset(name) : TensorView.NO_SCALES;
      boolean both = source.config().tiedEmbeddings() && name.equals(TensorName.UNEMBEDDING);
      entries.add(entry(both ? TensorName.EMBEDDING : name, tensor, offsets[i], scales));
    }
    return new TfliteLayout(
        List.of(
            new Manifest.Signature(DecoderGraph.DECODE, 1, context),
            new Manifest.Signature(DecoderGraph.PREFILL, PREFILL_TOKENS, context)),
        entries);
  }

  private static Manifest.TensorEntry entry(
      String name, StoredTensor tensor, long offset, long scalesOffset) {
    String type = tensor.type() == TensorType.INT8 ? TensorView.INT8 : TensorView.FLOAT32;
    int rows = tensor.spec().rows();
    int columns = tensor.spec().columns();
    return new Manifest.TensorEntry(
        name, type, rows, columns, EntryName.MODEL, offset, scalesOffset);
  }

  private static long align(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
