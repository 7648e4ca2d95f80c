package dev.ember.converter.export.weights;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * Tells one source from another without reading all of it: its configuration, and a few rows of
 * each tensor.
 */
public final class SourceFingerprint {
  private static final int ROWS_OF_EACH = 3; // first, middle and last

  private SourceFingerprint() {}

  /** A text that another source, or another calibration, hardly shares. */
  public static String of(WeightSource source, InputStatistics statistics) throws IOException {
    CRC32 crc = new CRC32();
    for (TensorSpec tensor : TensorSpec.inFileOrder(source.config())) {
      float[] row = new float[tensor.columns()];
      for (int i = 0; i < ROWS_OF_EACH; i++) {
        int at = (int) ((tensor.rows() - 1) * (long) i / (ROWS_OF_EACH - 1));
        source.read(tensor, at, 1, row);
        for (float value : row) {
          int bits = Float.floatToIntBits(value);
          crc.update(bits);
          crc.update(bits >> 8);
          crc.update(bits >> 16);
          crc.update(bits >> 24);
        }
      }
    }
    return source.config() + " " + statistics.identity() + " " + Long.toHexString(crc.getValue());
  }
}
