package dev.ember.converter.export.weights;

import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Encodes float rows one weight, or one row, at a time: float32, float16 and int8. */
final class FloatRows implements RowEncoder {
  private final WeightSource source;
  private final TensorSpec tensor;
  private final float[] weights; // [capacity, columns]

  FloatRows(WeightSource source, TensorSpec tensor, int capacity) {
    this.source = source;
    this.tensor = tensor;
    weights = new float[capacity * tensor.columns()];
  }

  @Override
  public void read(int firstRow, int count) throws IOException {
    source.read(tensor, firstRow, count, weights);
  }

  @Override
  public void encode(int firstRow, int count, EncodedRows into) {
    int values = count * tensor.columns();
    switch (into.encoding()) {
      case FLOAT32 -> into.values().asFloatBuffer().put(weights, 0, values);
      case FLOAT16 -> putHalves(values, into.values());
      case INT8 -> putBytes(count, into);
      default -> throw new IllegalStateException("expected no blocks but found " + into.encoding());
    }
  }

  /** Numbers beyond binary16's range become its largest, not infinity. */
  private void putHalves(int count, ByteBuffer into) {
    for (int i = 0; i < count; i++) {
      float clipped = Math.max(-HalfFloat.F16_LARGEST, Math.min(HalfFloat.F16_LARGEST, weights[i]));
      into.putShort(i * Short.BYTES, HalfFloat.floatToF16(clipped));
    }
  }

  private void putBytes(int count, EncodedRows into) {
    int columns = tensor.columns();
    for (int row = 0; row < count; row++) {
      float scale = Quantizer.scale(weights, row * columns, columns);
      Quantizer.quantize(weights, row * columns, columns, scale, into.values().array());
      into.rowScales()[row] = scale;
    }
  }
}
