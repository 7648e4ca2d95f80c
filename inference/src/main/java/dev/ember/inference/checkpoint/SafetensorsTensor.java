package dev.ember.inference.checkpoint;

import java.util.List;

/**
 * A tensor's place in a file.
 *
 * @param shape outermost dimension first; empty for a scalar
 * @param offset of its first byte in the file
 * @param bytes its size
 */
public record SafetensorsTensor(
    String name, SafetensorsType type, List<Long> shape, long offset, long bytes) {

  public SafetensorsTensor {
    shape = List.copyOf(shape);
  }

  /** Number of elements, the product of the shape. */
  public long elements() {
    return bytes / type.bytes();
  }
}
