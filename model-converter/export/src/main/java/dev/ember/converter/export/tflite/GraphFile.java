package dev.ember.converter.export.tflite;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ember.converter.export.weights.FinishedTensors;
import dev.ember.converter.export.weights.TensorEncoder;
import dev.ember.converter.export.weights.TensorPlace;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.file.Buffers;
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
 * The places of one or more models' tables and of their weights in a file: the tables first, each
 * weight's parts behind them at multiples of 64. A weight that several models have is there once.
 *
 * <p>The tables are built twice, first with placeholders to learn their size, on which the places
 * depend, and last with the scales that the encoding found. They are written last: a file whose
 * writing was cut off cannot be taken for a whole one.
 */
final class GraphFile {
  /** Cache lines and the widest vector loads; TensorFlow Lite's own tensor alignment. */
  private static final int ALIGNMENT = 64;

  private final List<TfliteModel> models;
  private final List<Long> starts = new ArrayList<>(); // of each model's tables
  private final List<long[]> taken = new ArrayList<>(); // from, to, in the order of the file
  private final Map<StoredTensor, Map<StoredTensor.Part, Long>> places = new LinkedHashMap<>();

  /**
   * Places models whose subgraphs are complete.
   *
   * @param models which may share weights, by having the same {@link StoredTensor}
   */
  GraphFile(List<TfliteModel> models) {
    this.models = models;
    for (TfliteModel model : models) {
      long[] unknown = new long[model.fileParts().size()];
      Arrays.fill(unknown, Long.MAX_VALUE);
      starts.add(take(FlatbufferFile.build(model, unknown).size()));
    }
    for (TfliteModel model : models) {
      for (TfliteModel.FilePart part : model.fileParts()) {
        places
            .computeIfAbsent(part.tensor(), tensor -> new EnumMap<>(StoredTensor.Part.class))
            .computeIfAbsent(part.part(), kind -> take(part.bytes()));
      }
    }
  }

  /** Bytes of the file. */
  long bytes() {
    return taken.get(taken.size() - 1)[1];
  }

  /** Where a model's tables begin; the places that they name count from there. */
  long start(int model) {
    return starts.get(model);
  }

  /** Where a part lies in the file; {@link TensorView#NO_SCALES} if the tensor has no such part. */
  long offset(StoredTensor tensor, StoredTensor.Part part) {
    return places(tensor).getOrDefault(part, TensorView.NO_SCALES);
  }

  /**
   * Writes all of it, and gives the first model's tables. What {@code finished} knows of the file
   * stays.
   */
  FlatbufferFile write(Path file, TensorEncoder encoder, FinishedTensors finished)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      channel.truncate(bytes());
      for (StoredTensor tensor : places.keySet()) {
        write(tensor, channel, encoder, finished);
      }
      for (int model = models.size() - 1; model > 0; model--) {
        Buffers.writeFully(channel, ByteBuffer.wrap(tables(model).bytes()), start(model));
      }
      clearGaps(channel);
      FlatbufferFile first = tables(0);
      Buffers.writeFully(channel, ByteBuffer.wrap(first.bytes()), start(0));
      return first;
    }
  }

  private FlatbufferFile tables(int index) {
    TfliteModel model = models.get(index);
    long[] offsets = new long[model.fileParts().size()];
    for (int i = 0; i < offsets.length; i++) {
      TfliteModel.FilePart part = model.fileParts().get(i);
      offsets[i] = offset(part.tensor(), part.part()) - start(index);
    }
    return FlatbufferFile.build(model, offsets);
  }

  /** Zeros between the parts, whatever an earlier attempt left there. */
  private void clearGaps(FileChannel channel) throws IOException {
    long end = 0;
    for (long[] range : taken) {
      Buffers.writeFully(channel, ByteBuffer.allocate((int) (range[0] - end)), end);
      end = range[1];
    }
  }

  private void write(
      StoredTensor tensor, FileChannel channel, TensorEncoder encoder, FinishedTensors finished)
      throws IOException {
    List<long[]> ranges = new ArrayList<>();
    for (Map.Entry<StoredTensor.Part, Long> place : places(tensor).entrySet()) {
      ranges.add(new long[] {place.getValue(), tensor.bytes(place.getKey())});
    }
    String name = tensor.spec().name() + " " + tensor.encoding().manifestName();
    if (finished.restore(name, channel, ranges, tensor.rowScales())) {
      encoder.skip(tensor.spec());
      return;
    }
    TensorPlace place =
        new TensorPlace(
            offset(tensor, StoredTensor.Part.VALUES),
            offset(tensor, StoredTensor.Part.BLOCK_SCALES),
            offset(tensor, StoredTensor.Part.CONSTANTS));
    encoder.encode(tensor.spec(), tensor.encoding(), channel, place, tensor.rowScales());
    finished.add(name, channel, ranges, tensor.rowScales());
  }

  /** The next multiple of the alignment with this many bytes behind it, which are then taken. */
  private long take(long bytes) {
    long end = taken.isEmpty() ? 0 : bytes();
    long start = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    taken.add(new long[] {start, start + bytes});
    return start;
  }

  private Map<StoredTensor.Part, Long> places(StoredTensor tensor) {
    return places.getOrDefault(tensor, Map.of());
  }
}
