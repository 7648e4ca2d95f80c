package dev.ember.converter.export.gguf;

import java.util.List;

/**
 * A tensor's type, shape and place.
 *
 * @param shape as the format has it, innermost dimension first: {@code [columns, rows]}
 * @param shard index of its file
 * @param offset of its first byte in that file
 */
public record GgufTensor(String name, GgufType type, List<Long> shape, int shard, long offset) {

  public GgufTensor {
    shape = List.copyOf(shape);
  }

  /** Values of a row, a whole number of blocks. */
  public long columns() {
    return shape.get(0);
  }

  /** The product of all dimensions but the innermost. */
  public long rows() {
    long rows = 1;
    for (int i = 1; i < shape.size(); i++) {
      rows *= shape.get(i);
    }
    return rows;
  }

  /** Number of values. */
  public long elements() {
    return rows() * columns();
  }

  /** Bytes of a row. */
  public long rowBytes() {
    return columns() / type.blockValues() * type.blockBytes();
  }

  /** Its size. */
  public long bytes() {
    return rows() * rowBytes();
  }
}
