package dev.ember.converter.export.tflite;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ember.converter.export.weights.FinishedTensors;
import dev.ember.converter.export.weights.TensorEncoder;
import dev.ember.converter.export.weights.TensorPlace;
import dev.ember.inference.bundle.TensorView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of a model's tables and weights in its file: the tables first, each weight's parts
 * behind them at multiples of 64.
 *
 * <p>The tables are built twice, first with placeholders to learn their size, on which the places
 * depend, and last with the scales that the encoding found. They are written last: a file whose
 * writing was cut off cannot be taken for a whole one.
 */
final class GraphFile {
  /** Cache lines and the widest vector loads; TensorFlow Lite's own tensor alignment. */
  private static final int ALIGNMENT = 64;

  private final TfliteModel model;
  private final long[] offsets; // of the file parts
  private final long bytes;
  private final Map<StoredTensor, Map<StoredTensor.Part, Long>> places = new LinkedHashMap<>();

  /** Places a model whose subgraphs are complete. */
  GraphFile(TfliteModel model) {
    this.model = model;
    offsets = new long[model.fileParts().size()];
    Arrays.fill(offsets, Long.MAX_VALUE);
    bytes = place(FlatbufferFile.build(model, offsets).size());
  }

  /** Bytes of the file. */
  long bytes() {
    return bytes;
  }

  /** Where a part lies in the file; {@link TensorView#NO_SCALES} if the tensor has no such part. */
  long offset(StoredTensor tensor, StoredTensor.Part part) {
    return places(tensor).getOrDefault(part, TensorView.NO_SCALES);
  }

  /** Writes all of it, and gives its tables. What {@code finished} knows of the file stays. */
  FlatbufferFile write(Path file, TensorEncoder encoder, FinishedTensors finished)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      channel.truncate(bytes);
      for (StoredTensor tensor : places.keySet()) {
        write(tensor, channel, encoder, finished);
      }
      FlatbufferFile tables = FlatbufferFile.build(model, offsets);
      put(ByteBuffer.wrap(tables.bytes()), 0, channel);
      clearGaps(tables.size(), channel);
      return tables;
    }
  }

  /** Zeros between the parts, whatever an earlier attempt left there. */
  private void clearGaps(long start, FileChannel channel) throws IOException {
    long end = start;
    for (int i = 0; i < offsets.length; i++) {
      put(ByteBuffer.allocate((int) (offsets[i] - end)), end, channel);
      end = offsets[i] + model.fileParts().get(i).bytes();
    }
  }

  private static void put(ByteBuffer bytes, long start, FileChannel channel) throws IOException {
    for (long at = start; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
  }

  private void write(
      StoredTensor tensor, FileChannel channel, TensorEncoder encoder, FinishedTensors finished)
      throws IOException {
    List<long[]> ranges = new ArrayList<>();
    for (Map.Entry<StoredTensor.Part, Long> place : places(tensor).entrySet()) {
      ranges.add(new long[] {place.getValue(), tensor.bytes(place.getKey())});
    }
    String name = tensor.spec().name();
    if (finished.restore(name, channel, ranges, tensor.rowScales())) {
      encoder.skip(tensor.spec());
      return;
    }
    TensorPlace place =
        new TensorPlace(
            offset(tensor, StoredTensor.Part.VALUES),
            offset(tensor, StoredTensor.Part.BLOCK_SCALES),
            offset(tensor, StoredTensor.Part.CONSTANTS));
    encoder.encode(tensor.spec(), channel, place, tensor.rowScales());
    finished.add(name, channel, ranges, tensor.rowScales());
  }

  /** Lays the parts one behind the other after {@code start} bytes of tables; gives the end. */
  private long place(long start) {
    long end = start;
    for (int i = 0; i < offsets.length; i++) {
      TfliteModel.FilePart part = model.fileParts().get(i);
      offsets[i] = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      end = offsets[i] + part.bytes();
      places
          .computeIfAbsent(part.tensor(), tensor -> new EnumMap<>(StoredTensor.Part.class))
          .put(part.part(), offsets[i]);
    }
    return end;
  }

  private Map<StoredTensor.Part, Long> places(StoredTensor tensor) {
    return places.getOrDefault(tensor, Map.of());
  }
}
