package dev.ember.converter.export.gguf;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.weights.GridRows;
import dev.ember.converter.export.weights.GridSource;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tensors of a file read as canonical ones: decoded, put together, brought into order, scaled.
 *
 * <p>Opening checks that every tensor is there in the shape that the configuration asks for and of
 * a type that is read, and that there is none whose meaning is unknown. Values are checked to be
 * finite as they are read.
 */
final class GgufWeights implements GridSource {
  private final GgufFile file;
  private final DecoderConfig config;
  private final TensorParts parts;

  private GgufWeights(GgufFile file, DecoderConfig config, TensorParts parts) {
    this.file = file;
    this.config = config;
    this.parts = parts;
  }

  /**
   * Checks a file's tensors against a configuration; the caller goes on to own the file.
   *
   * @param without names of tensors that are none of the decoder's, or read already
   * @throws GgufFormatException if a tensor is missing, or of another shape or type
   * @throws UnsupportedCheckpointException if there is a tensor of unknown meaning
   */
  static GgufWeights of(GgufFile file, DecoderConfig config, TensorParts parts, Set<String> without)
      throws IOException {
    GgufWeights weights = new GgufWeights(file, config, parts);
    weights.requireTensors(without);
    return weights;
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException {
    int partStart = 0;
    for (Part part : parts.of(tensor.name())) {
      if (tensor.isVector()) {
        readVector(part, into, partStart);
      } else {
        int from = Math.max(firstRow, partStart);
        int to = Math.min(firstRow + count, partStart + part.count());
        if (from < to) {
          int offset = (from - firstRow) * tensor.columns();
          readRows(part, from - partStart, to - from, into, offset);
        }
      }
      partStart += part.count();
    }
  }

  @Override
  public boolean hasGrid(TensorSpec tensor) {
    if (tensor.isVector()) {
      return false;
    }
    for (Part part : parts.of(tensor.name())) {
      if (!GridBlocks.isGrid(known(part).type())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String storedAs(TensorSpec tensor) {
    Set<String> types = new LinkedHashSet<>();
    for (Part part : parts.of(tensor.name())) {
      types.add(known(part).type().name());
    }
    return String.join(", ", types);
  }

  @Override
  public void readGrid(TensorSpec tensor, int firstRow, int count, GridRows into)
      throws IOException {
    int row = 0;
    int partStart = 0;
    for (Part part : parts.of(tensor.name())) {
      GgufTensor stored = known(part);
      byte[] bytes = new byte[(int) stored.rowBytes()];
      int to = Math.min(firstRow + count, partStart + part.count());
      for (int i = Math.max(firstRow, partStart); i < to; i++) {
        file.readStored(stored, part.stored(i - partStart), bytes);
        GridBlocks.read(stored.type(), bytes, part.scale(), into, row);
        requireFinite(stored, into.scales(), row * into.blocks(), into.blocks());
        requireFinite(stored, into.offsets(), row * into.blocks(), into.blocks());
        row++;
      }
      partStart += part.count();
    }
  }

  @Override
  public UnsupportedCheckpointException refusal(TensorSpec tensor, String expected, String found) {
    List<String> names = new ArrayList<>();
    for (Part part : parts.of(tensor.name())) {
      names.add(part.tensor());
    }
    return new UnsupportedCheckpointException(
        file.path().toString(), "tensor " + String.join(", ", names), expected, found);
  }

  private void readRows(Part part, int first, int rows, float[] into, int offset)
      throws IOException {
    GgufTensor stored = known(part);
    int columns = (int) stored.columns();
    if (part.order() == null) {
      file.read(stored, part.stored(first), rows, into, offset);
    } else {
      for (int i = 0; i < rows; i++) {
        file.read(stored, part.stored(first + i), 1, into, offset + i * columns);
      }
    }
    finish(part, stored, into, offset, rows * columns);
  }

  private void readVector(Part part, float[] into, int offset) throws IOException {
    GgufTensor stored = known(part);
    float[] values = new float[(int) stored.columns()];
    file.read(stored, 0, 1, values, 0);
    for (int i = 0; i < part.count(); i++) {
      into[offset + i] = values[part.stored(i)];
    }
    finish(part, stored, into, offset, part.count());
  }

  private void finish(Part part, GgufTensor stored, float[] values, int offset, int count)
      throws IOException {
    requireFinite(stored, values, offset, count);
    if (part.scale() != 1) {
      for (int i = offset; i < offset + count; i++) {
        values[i] *= part.scale();
      }
    }
  }

  private void requireFinite(GgufTensor stored, float[] values, int offset, int count)
      throws IOException {
    for (int i = offset; i < offset + count; i++) {
      if (!Float.isFinite(values[i])) {
        throw file.wrong(stored, "finite numbers", Float.toString(values[i]));
      }
    }
  }

  private void requireTensors(Set<String> without) throws IOException {
    Set<String> known = new HashSet<>(without);
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      for (Part part : parts.of(tensor.name())) {
        requireStored(part, tensor);
        known.add(part.tensor());
      }
    }
    for (GgufTensor tensor : file.tensors()) {
      if (!known.contains(tensor.name())) {
        throw new UnsupportedCheckpointException(
            file.path().toString(),
            "tensor " + tensor.name(),
            "only tensors that the architecture has",
            "this one, which may change the result");
      }
    }
  }

  /** Fused parts share a tensor, whose rows end with the last of them. */
  private void requireStored(Part part, TensorSpec tensor) throws IOException {
    GgufTensor stored = file.tensor(part.tensor());
    long rows = part.first() + (long) part.count();
    for (Part other : parts.of(tensor.name())) {
      if (other.tensor().equals(part.tensor())) {
        rows = Math.max(rows, other.first() + (long) other.count());
      }
    }
    boolean isVector = tensor.isVector();
    long columns = isVector ? rows : tensor.columns();
    rows = isVector ? 1 : rows;
    if (stored.columns() != columns || stored.rows() != rows) {
      throw file.wrong(
          stored,
          "shape " + (isVector ? "[" + columns + "]" : "[" + columns + ", " + rows + "]"),
          stored.shape().toString());
    }
    file.requireReadable(stored);
  }

  /** A tensor whose presence was checked. */
  private GgufTensor known(Part part) {
    try {
      return file.tensor(part.tensor());
    } catch (GgufFormatException missing) {
      throw new IllegalStateException("expected a checked tensor", missing);
    }
  }
}
