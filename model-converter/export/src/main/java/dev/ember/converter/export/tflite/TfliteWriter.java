package dev.ember.converter.export.tflite;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.FinishedTensors;
import dev.ember.converter.export.weights.TensorEncoder;
import dev.ember.converter.export.weights.TensorPlace;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a decoder as {@code model.tflite}: each weight at the 64-byte aligned offset that its
 * buffer names, then, in front of them, the tables.
 *
 * <p>The tables are built twice, first with placeholders to learn their size, on which the offsets
 * depend, and last with the scales that the encoding found. The weights are streamed: the file may
 * be larger than 2 GiB, and than the heap. Without its tables a file is nothing, so that one whose
 * writing was cut off cannot be taken for a whole one.
 */
public final class TfliteWriter {
  /** T of the prefill signature: above it little is gained, below it the padding costs less. */
  public static final int PREFILL_TOKENS = 64;

  /** Cache lines and the widest vector loads; TensorFlow Lite's own tensor alignment. */
  private static final int ALIGNMENT = 64;

  private final DecoderConfig config;
  private final int context;
  private final List<StoredTensor> tensors = new ArrayList<>();
  private final TfliteModel model;
  private final long[] offsets; // of the file parts
  private final long bytes;

  /**
   * @param plan how each weight is stored
   * @param context C, positions that both signatures can look back on
   */
  public TfliteWriter(DecoderConfig config, EncodingPlan plan, int context) {
    this.config = config;
    this.context = context;
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      if (!spec.isHostTable()) {
        tensors.add(new StoredTensor(spec, plan.encoding(spec)));
      }
    }
    model = new TfliteModel(tensors);
    DecoderGraph graph = new DecoderGraph(model, config, context);
    graph.addDecode();
    graph.addPrefill(PREFILL_TOKENS);
    offsets = new long[model.fileParts().size()];
    Arrays.fill(offsets, Long.MAX_VALUE);
    bytes = place(FlatbufferFile.build(model, offsets).size());
  }

  /** Bytes of the file. */
  public long bytes() {
    return bytes;
  }

  /**
   * Writes the file. What {@code finished} knows of it from an earlier attempt stays.
   *
   * @throws IOException if the source cannot be read, or the file not be written
   */
  public TfliteLayout write(Path file, TensorEncoder encoder, FinishedTensors finished)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      channel.truncate(bytes);
      int part = 0;
      for (StoredTensor tensor : tensors) {
        Map<StoredTensor.Part, Long> places = new EnumMap<>(StoredTensor.Part.class);
        for (; part < offsets.length && model.fileParts().get(part).tensor() == tensor; part++) {
          places.put(model.fileParts().get(part).part(), offsets[part]);
        }
        write(tensor, places, channel, encoder, finished);
      }
      FlatbufferFile tables = FlatbufferFile.build(model, offsets);
      ByteBuffer head = ByteBuffer.wrap(tables.bytes());
      for (long at = 0; head.hasRemaining(); ) {
        at += channel.write(head, at);
      }
      return layout(tables);
    }
  }

  private static void write(
      StoredTensor tensor,
      Map<StoredTensor.Part, Long> places,
      FileChannel channel,
      TensorEncoder encoder,
      FinishedTensors finished)
      throws IOException {
    long[][] ranges = new long[places.size()][];
    int next = 0;
    for (Map.Entry<StoredTensor.Part, Long> place : places.entrySet()) {
      ranges[next++] = new long[] {place.getValue(), tensor.bytes(place.getKey())};
    }
    String name = tensor.spec().name();
    if (finished.restore(name, channel, ranges, tensor.rowScales())) {
      encoder.skip(tensor.spec());
      return;
    }
    TensorPlace place =
        new TensorPlace(
            places.getOrDefault(StoredTensor.Part.VALUES, 0L),
            places.getOrDefault(StoredTensor.Part.BLOCK_SCALES, 0L),
            places.getOrDefault(StoredTensor.Part.CONSTANTS, 0L));
    encoder.encode(tensor.spec(), channel, place, tensor.rowScales());
    finished.add(name, channel, ranges, tensor.rowScales());
  }

  /** Lays the parts one behind the other after {@code start} bytes of tables; gives the end. */
  private long place(long start) {
    long end = start;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      end = offsets[i] + model.fileParts().get(i).bytes();
    }
    return end;
  }

  private TfliteLayout layout(FlatbufferFile tables) {
    List<Manifest.TensorEntry> entries = new ArrayList<>();
    for (StoredTensor tensor : tensors) {
      entries.add(entry(tensor, tables));
    }
    return new TfliteLayout(
        List.of(
            new Manifest.Signature(DecoderGraph.DECODE, 1, context),
            new Manifest.Signature(DecoderGraph.PREFILL, PREFILL_TOKENS, context)),
        entries);
  }

  private Manifest.TensorEntry entry(StoredTensor tensor, FlatbufferFile tables) {
    String name = tensor.spec().name();
    TensorEncoding encoding = tensor.encoding();
    boolean tied = config.tiedEmbeddings() && name.equals(TensorName.UNEMBEDDING);
    long rowScales =
        encoding.hasRowScales()
            ? tables.scalesOffset(LinearLayers.rowScaling(name))
            : TensorView.NO_SCALES;
    boolean blocks = encoding.inBlocks();
    return new Manifest.TensorEntry(
        tied ? TensorName.EMBEDDING : name,
        encoding.manifestName(),
        tensor.spec().rows(),
        tensor.spec().columns(),
        EntryName.MODEL,
        offset(tensor, StoredTensor.Part.VALUES),
        blocks ? offset(tensor, StoredTensor.Part.BLOCK_SCALES) : rowScales,
        offset(tensor, StoredTensor.Part.CONSTANTS),
        blocks ? rowScales : TensorView.NO_SCALES);
  }

  private long offset(StoredTensor tensor, StoredTensor.Part part) {
    for (int i = 0; i < offsets.length; i++) {
      TfliteModel.FilePart found = model.fileParts().get(i);
      if (found.tensor() == tensor && found.part() == part) {
        return offsets[i];
      }
    }
    return TensorView.NO_SCALES;
  }
}
