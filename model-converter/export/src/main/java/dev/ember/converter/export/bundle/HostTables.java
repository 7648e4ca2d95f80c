package dev.ember.converter.export.bundle;

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
import dev.ember.inference.file.Buffers;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code embeddings.bin}: the tables that no graph reads, one part behind the other. */
final class HostTables {
  private static final int ALIGNMENT = 64;

  private final List<Table> tables = new ArrayList<>();
  private final long bytes;

  /** One table's parts; an offset of one that it has not is {@link TensorView#NO_SCALES}. */
  private record Table(
      TensorSpec spec, TensorEncoding encoding, TensorPlace place, long rowScales) {}

  HostTables(DecoderConfig config, EncodingPlan plan) {
    long end = 0;
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      if (spec.isHostTable()) {
        TensorEncoding encoding = plan.encoding(spec);
        long values = align(end);
        long blockScales = align(values + encoding.valueBytes(spec.rows(), spec.columns()));
        long constants = align(blockScales + encoding.blockScaleBytes(spec.rows(), spec.columns()));
        long rowScales = align(constants + encoding.constantBytes(spec.rows(), spec.columns()));
        end = rowScales + (encoding.hasRowScales() ? (long) spec.rows() * Float.BYTES : 0);
        tables.add(
            new Table(spec, encoding, new TensorPlace(values, blockScales, constants), rowScales));
      }
    }
    bytes = end;
  }

  /** Bytes of the file; 0 if there is no such table. */
  long bytes() {
    return bytes;
  }

  List<Manifest.TensorEntry> write(Path file, TensorEncoder encoder, FinishedTensors finished)
      throws IOException {
    List<Manifest.TensorEntry> entries = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      channel.truncate(finished.size() == 0 ? 0 : bytes); // no gap keeps what lay there before
      for (Table table : tables) {
        write(table, channel, encoder, finished);
        entries.add(entry(table));
      }
    }
    return entries;
  }

  private static void write(
      Table table, FileChannel channel, TensorEncoder encoder, FinishedTensors finished)
      throws IOException {
    int rows = table.spec.rows();
    float[] rowScales = new float[table.encoding.hasRowScales() ? rows : 0];
    long start = table.place.values();
    List<long[]> ranges = List.of(new long[] {start, table.rowScales - start});
    if (finished.restore(table.spec.name(), channel, ranges, rowScales)) {
      encoder.skip(table.spec);
    } else {
      encoder.encode(table.spec, table.encoding, channel, table.place, rowScales);
      extend(channel, table.rowScales);
      finished.add(table.spec.name(), channel, ranges, rowScales);
    }
    ByteBuffer scales =
        ByteBuffer.allocate(rowScales.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    scales.asFloatBuffer().put(rowScales);
    Buffers.writeFully(channel, scales, table.rowScales);
  }

  /** Fills up to where the next part begins. */
  private static void extend(FileChannel channel, long end) throws IOException {
    long size = channel.size();
    if (size < end) {
      Buffers.writeFully(channel, ByteBuffer.allocate((int) (end - size)), size);
    }
  }

  private static Manifest.TensorEntry entry(Table table) {
    TensorEncoding encoding = table.encoding;
    boolean blocks = encoding.inBlocks();
    boolean kept = encoding == TensorEncoding.INT4_KEPT;
    long rowScales = encoding.hasRowScales() ? table.rowScales : TensorView.NO_SCALES;
    return new Manifest.TensorEntry(
        table.spec.name(),
        encoding.manifestName(),
        table.spec.rows(),
        table.spec.columns(),
        EntryName.EMBEDDINGS,
        table.place.values(),
        blocks ? table.place.blockScales() : rowScales,
        kept ? table.place.constants() : TensorView.NO_SCALES,
        blocks ? rowScales : TensorView.NO_SCALES);
  }

  private static long align(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
