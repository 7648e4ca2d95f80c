package dev.ember.converter.training.checkpoint;

import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import java.util.Arrays;
import java.util.List;

/** Takes rows out of the flat vector into the tensors of a file. */
final class StoredRows {
  private final SafetensorsWriter writer;
  private final float[] flat; // [N]
  private final ParameterLayout layout;

  StoredRows(SafetensorsWriter writer, float[] flat, ParameterLayout layout) {
    this.writer = writer;
    this.flat = flat;
    this.layout = layout;
  }

  /** Some rows of a matrix. */
  void add(String name, String source, int firstRow, int rows) {
    ParameterLayout.Slot slot = layout.slot(source);
    int from = slot.offset() + firstRow * slot.columns();
    int to = from + rows * slot.columns();
    List<Long> shape = List.of((long) rows, (long) slot.columns());
    writer.tensor(name, shape, () -> Arrays.copyOfRange(flat, from, to));
  }

  /** All rows of a matrix, or a vector, as it is. */
  void addAll(String name, String source) {
    ParameterLayout.Slot slot = layout.slot(source);
    if (slot.isMatrix()) {
      add(name, source, 0, slot.rows());
    } else {
      addVector(name, source, 0, slot.columns());
    }
  }

  /** A part of a vector. */
  void addVector(String name, String source, int first, int count) {
    int from = layout.slot(source).offset() + first;
    writer.tensor(name, List.of((long) count), () -> Arrays.copyOfRange(flat, from, from + count));
  }

  /** A matrix as {@code [columns, rows]}. */
  void addTransposed(String name, String source) {
    ParameterLayout.Slot slot = layout.slot(source);
    List<Long> shape = List.of((long) slot.columns(), (long) slot.rows());
    writer.tensor(name, shape, () -> transposed(slot));
  }

  /** A weight changed on its way. */
  void addScaled(String name, String source, int scaledValues, float factor) {
    ParameterLayout.Slot slot = layout.slot(source);
    List<Long> shape =
        slot.isMatrix()
            ? List.of((long) slot.rows(), (long) slot.columns())
            : List.of((long) slot.columns());
    writer.tensor(name, shape, () -> scaled(slot, scaledValues, factor));
  }

  private float[] scaled(ParameterLayout.Slot slot, int count, float factor) {
    float[] values = Arrays.copyOfRange(flat, slot.offset(), slot.offset() + slot.size());
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
    return values;
  }

  private float[] transposed(ParameterLayout.Slot slot) {
    float[] values = new float[slot.size()];
    for (int row = 0; row < slot.rows(); row++) {
      for (int column = 0; column < slot.columns(); column++) {
        values[column * slot.rows() + row] = flat[slot.offset() + row * slot.columns() + column];
      }
    }
    return values;
  }
}
