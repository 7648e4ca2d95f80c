package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.checkpoint.SafetensorsTensor;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stored tensors read as canonical ones: parts put together, transposed, shifted and scaled as the
 * blueprint says.
 *
 * <p>Opening checks that every tensor is there in the shape that the configuration asks for, and
 * that there is none whose meaning is unknown. Values are checked to be finite as they are read.
 */
final class CheckpointWeights implements WeightSource, Closeable {
  /** An error names so many of the tensors that should not be there. */
  private static final int NAMED_STRAYS = 5;

  private final Blueprint blueprint;
  private final CheckpointTensors tensors;
  private final String files;
  private final boolean bare; // whether all names lack the prefix that they may lack

  private CheckpointWeights(Blueprint blueprint, CheckpointTensors tensors, String files) {
    this.blueprint = blueprint;
    this.tensors = tensors;
    this.files = files;
    bare = isBare(blueprint.optionalPrefix(), tensors);
  }

  /**
   * Takes stored tensors over, and closes them if they do not fit.
   *
   * @throws UnsupportedCheckpointException if a tensor is missing, unknown, or of another shape or
   *     type
   */
  static CheckpointWeights open(Blueprint blueprint, CheckpointTensors tensors, Path folder)
      throws IOException {
    CheckpointWeights weights = new CheckpointWeights(blueprint, tensors, folder.toString());
    boolean good = false;
    try {
      weights.requireTensors();
      good = true;
    } finally {
      if (!good) {
        tensors.close();
      }
    }
    return weights;
  }

  @Override
  public DecoderConfig config() {
    return blueprint.config();
  }

  /** A vector's values are rows of length 1 to its parts. */
  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException {
    int width = tensor.isVector() ? 1 : tensor.columns();
    int begin = tensor.isVector() ? 0 : firstRow;
    int end = tensor.isVector() ? tensor.columns() : firstRow + count;
    int partStart = 0;
    for (Part part : blueprint.tensors().parts(tensor.name())) {
      int from = Math.max(begin, partStart);
      int to = Math.min(end, partStart + part.count());
      if (from < to) {
        read(part, from - partStart, to - from, into, (from - begin) * width);
      }
      partStart += part.count();
    }
  }

  @Override
  public void close() throws IOException {
    tensors.close();
  }

  @Override
  public UnsupportedCheckpointException refusal(TensorSpec tensor, String expected, String found) {
    List<String> names = new ArrayList<>();
    for (Part part : blueprint.tensors().parts(tensor.name())) {
      names.add(storedName(part.from()));
    }
    return refusal(String.join(", ", names), expected, found);
  }

  private void read(Part part, int firstRow, int rows, float[] into, int offset)
      throws IOException {
    StoredTensor from = part.from();
    int first = part.first() + firstRow;
    if (from.layout() == StoredTensor.Layout.TRANSPOSED) {
      readTransposed(part, first, rows, into, offset);
      return;
    }
    long start = (long) first * from.columns();
    int count = rows * from.columns();
    tensors.read(storedName(from), start, into, offset, count);
    for (int i = 0; i < count; i++) {
      into[offset + i] = value(part, start + i, into[offset + i]);
    }
  }

  private void readTransposed(Part part, int first, int rows, float[] into, int offset)
      throws IOException {
    StoredTensor from = part.from();
    String name = storedName(from);
    float[] column = new float[rows];
    for (int c = 0; c < from.columns(); c++) {
      long start = (long) c * from.rows() + first;
      tensors.read(name, start, column, 0, rows);
      for (int r = 0; r < rows; r++) {
        into[offset + r * from.columns() + c] = value(part, start + r, column[r]);
      }
    }
  }

  private float value(Part part, long index, float stored) throws IOException {
    float value = (stored + part.shift()) * part.scale();
    if (!Float.isFinite(value)) {
      throw refusal(
          storedName(part.from()) + "[" + index + "]", "a finite number", Float.toString(stored));
    }
    return value;
  }

  private void requireTensors() throws IOException {
    Set<String> known = new HashSet<>();
    for (TensorSpec tensor : TensorSpec.inFileOrder(config())) {
      for (Part part : blueprint.tensors().parts(tensor.name())) {
        requireStored(part.from());
        known.add(storedName(part.from()));
      }
    }
    Pattern ignored = Pattern.compile(blueprint.ignored());
    List<String> strays = new ArrayList<>();
    for (String name : tensors.names()) {
      if (!known.contains(name) && !ignored.matcher(name).matches()) {
        strays.add(name);
      }
    }
    if (!strays.isEmpty()) {
      int named = Math.min(NAMED_STRAYS, strays.size());
      String more = strays.size() == named ? "" : " and " + (strays.size() - named) + " more";
      throw refusal(
          strays.get(0),
          "only tensors that the configuration calls for",
          String.join(", ", strays.subList(0, named)) + more + ", which may change the result");
    }
  }

  private void requireStored(StoredTensor expected) throws IOException {
    String name = storedName(expected);
    if (!tensors.contains(name)) {
      throw refusal(name, "this tensor, " + expected.shape() + ",", "none");
    }
    SafetensorsTensor found = tensors.tensor(name);
    if (!found.shape().equals(expected.shape())) {
      throw refusal(name, "shape " + expected.shape(), found.shape().toString());
    }
    if (!found.type().readsAsFloat()) {
      throw refusal(name, "F32, F16 or BF16", found.type().toString());
    }
  }

  /** The name in this checkpoint, which may be that of the bare model. */
  private String storedName(StoredTensor tensor) {
    String prefix = blueprint.optionalPrefix();
    String name = tensor.name();
    return bare && name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  private static boolean isBare(String prefix, CheckpointTensors tensors) {
    for (String name : tensors.names()) {
      if (name.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }

  private UnsupportedCheckpointException refusal(String tensor, String expected, String found) {
    return new UnsupportedCheckpointException(files, tensor, expected, found);
  }
}
