package dev.ember.converter.export;

import org.jspecify.annotations.Nullable;

/**
 * What an export may take, and what comes of a poor result.
 *
 * @param calibrationText to smooth activations and to round 4-bit blocks for; null for the one that
 *     ships with the library
 * @param smoothingTokens how many tokens of it activations are smoothed with, if the memory has
 *     room for their inputs; 0 leaves them as they are
 * @param measuredPositions how many positions the converted model is compared with the float model
 *     at, about; 0 leaves it to a handful that prove the graph right
 * @param memoryBytes of the heap that may be used, about
 * @param forced whether a bundle is written even if it misses the limits of its quantization; one
 *     that no device would run is not
 */
public record ExportEffort(
    @Nullable String calibrationText,
    int smoothingTokens,
    int measuredPositions,
    long memoryBytes,
    boolean forced) {
  /** Twice as many change the result by less than its noise: see docs/QUANTIZATION.md. */
  private static final int SMOOTHING_TOKENS = 512;

  private static final int MEASURED_POSITIONS = 512;

  /** The least that is enough for a model of a billion weights. */
  public static final long LEAST_MEMORY_BYTES = 256L << 20;

  private static final long MEMORY_BYTES = 1L << 30;

  /** What a desktop has to give. */
  public static final ExportEffort DEFAULT =
      new ExportEffort(null, SMOOTHING_TOKENS, MEASURED_POSITIONS, MEMORY_BYTES, false);

  public ExportEffort {
    if (smoothingTokens < 0 || measuredPositions < 0 || memoryBytes < 1) {
      throw new IllegalArgumentException(
          "expected 0 or more tokens and positions and some memory but found "
              + smoothingTokens
              + ", "
              + measuredPositions
              + ", "
              + memoryBytes);
    }
  }

  public ExportEffort withCalibrationText(String text) {
    return new ExportEffort(text, smoothingTokens, measuredPositions, memoryBytes, forced);
  }

  public ExportEffort withSmoothingTokens(int count) {
    return new ExportEffort(calibrationText, count, measuredPositions, memoryBytes, forced);
  }

  public ExportEffort withMeasuredPositions(int count) {
    return new ExportEffort(calibrationText, smoothingTokens, count, memoryBytes, forced);
  }

  public ExportEffort withMemoryBytes(long bytes) {
    return new ExportEffort(calibrationText, smoothingTokens, measuredPositions, bytes, forced);
  }

  public ExportEffort withForce() {
    return new ExportEffort(calibrationText, smoothingTokens, measuredPositions, memoryBytes, true);
  }
}
