package dev.ember.converter.export.weights;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/**
 * Encodes a source's tensors into a stream, a block of rows at a time: what is in memory is a block
 * and the scales, never a tensor. A quantized tensor is read twice, first for its scales.
 */
public final class WeightEncoder {
  /** A mebibyte of floats; a longer row is a block of its own. */
  private static final int BLOCK_VALUES = 1 << 18;

  private final WeightSource source;
  private final LongConsumer valuesRead;

  /**
   * @param valuesRead is told of each block how many values were read
   */
  public WeightEncoder(WeightSource source, LongConsumer valuesRead) {
    this.source = source;
    this.valuesRead = valuesRead;
  }

  /** The int8 scales of a tensor, one for each row. */
  public float[] scales(TensorSpec tensor) throws IOException {
    float[] scales = new float[tensor.rows()];
    Block block = new Block(tensor);
    while (block.next()) {
      for (int row = 0; row < block.rows; row++) {
        scales[block.first + row] =
            Quantizer.scale(block.values, row * tensor.columns(), tensor.columns());
      }
    }
    return scales;
  }

  /** Writes a tensor as int8 rows, row-major. */
  public void writeInt8(TensorSpec tensor, float[] scales, OutputStream out) throws IOException {
    Block block = new Block(tensor);
    int columns = tensor.columns();
    byte[] quantized = new byte[block.values.length];
    while (block.next()) {
      for (int row = 0; row < block.rows; row++) {
        Quantizer.quantize(
            block.values, row * columns, columns, scales[block.first + row], quantized);
      }
      out.write(quantized, 0, block.rows * columns);
    }
  }

  /** Writes a tensor as little-endian float32, row-major. */
  public void writeFloat32(TensorSpec tensor, OutputStream out) throws IOException {
    Block block = new Block(tensor);
    while (block.next()) {
      out.write(littleEndian(block.values, block.rows * tensor.columns()));
    }
  }

  /** The first {@code count} values as little-endian float32. */
  public static byte[] littleEndian(float[] values, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values, 0, count);
    return bytes.array();
  }

  /** A window of rows that moves down a tensor. */
  private final class Block {
    private final TensorSpec tensor;
    private final float[] values; // [capacity, columns]
    private int first;
    private int rows;

    Block(TensorSpec tensor) {
      this.tensor = tensor;
      int capacity = Math.max(1, Math.min(tensor.rows(), BLOCK_VALUES / tensor.columns()));
      values = new float[capacity * tensor.columns()];
    }

    boolean next() throws IOException {
      first += rows;
      rows = Math.min(values.length / tensor.columns(), tensor.rows() - first);
      if (rows == 0) {
        return false;
      }
      source.read(tensor, first, rows, values);
      valuesRead.accept((long) rows * tensor.columns());
      return true;
    }
  }
}
