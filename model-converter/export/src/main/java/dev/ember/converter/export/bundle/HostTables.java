package dev.ember.converter.export.bundle;

import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightEncoder;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the tables that the host reads row by row and the graph does not hold, as {@code
 * embeddings.bin}: the embedding where it is not the unembedding, and learned positions, which stay
 * float32, for they are few.
 */
final class HostTables {
  private static final int ALIGNMENT = 64;

  private final WeightSource source;
  private final Quantization quantization;
  private final int context;
  private final List<Manifest.TensorEntry> entries = new ArrayList<>();
  private long position;

  HostTables(WeightSource source, Quantization quantization, int context) {
    this.source = source;
    this.quantization = quantization;
    this.context = context;
  }

  /**
   * Writes the file, unless there are no such tables.
   *
   * @return where they lie
   */
  List<Manifest.TensorEntry> write(Path file, WeightEncoder encoder) throws IOException {
    List<TensorSpec> tables = new ArrayList<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(source.config().withContext(context))) {
      if (spec.isHostTable()) {
        tables.add(spec);
      }
    }
    if (!tables.isEmpty()) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        for (TensorSpec table : tables) {
          write(table, encoder, out);
        }
      }
    }
    return entries;
  }

  private void write(TensorSpec table, WeightEncoder encoder, OutputStream out) throws IOException {
    align(out);
    long offset = position;
    boolean positions = table.name().equals(TensorName.POSITION_EMBEDDING);
    if (positions || quantization != Quantization.INT8_PER_CHANNEL) {
      encoder.writeFloat32(table, out);
      position += table.size() * Float.BYTES;
      add(table, TensorView.FLOAT32, offset, TensorView.NO_SCALES);
      return;
    }
    float[] scales = encoder.scales(table);
    encoder.writeInt8(table, scales, out);
    position += table.size();
    align(out);
    add(table, TensorView.INT8, offset, position);
    out.write(WeightEncoder.littleEndian(scales, scales.length));
    position += (long) scales.length * Float.BYTES;
  }

  private void add(TensorSpec table, String type, long offset, long scalesOffset) {
    entries.add(
        new Manifest.TensorEntry(
            table.name(),
            type,
            table.rows(),
            table.columns(),
            EntryName.EMBEDDINGS,
            offset,
            scalesOffset));
  }

  private void align(OutputStream out) throws IOException {
    int padding = (int) (-position & (ALIGNMENT - 1));
    out.write(new byte[padding]);
    position += padding;
  }
}
