package dev.ember.converter.training.model;

import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.model.TensorName;

/**
 * The fixed positions of "Attention is all you need" (Vaswani et al. 2017): sines and cosines of
 * wavelengths from 2 pi to 10,000 * 2 pi, in a table that does not learn. So the model is exported
 * as one with a learned table, which every reader of GPT-2 knows.
 *
 * <p>Simplified: there the embeddings are multiplied by {@code sqrt(E)} to be as large as the
 * waves; here the waves are made as small as the embeddings start, which is the same ratio and
 * leaves the embedding as it is.
 */
public final class SinusoidalTable {
  private static final double LONGEST = 10_000;

  /** Of the first embeddings; a wave of amplitude a has the deviation a / sqrt(2). */
  private static final double AMPLITUDE = 0.02 * Math.sqrt(2);

  private SinusoidalTable() {}

  /** Writes the table into weights that have one, and freezes it. */
  public static void fill(Parameters parameters) {
    ParameterLayout.Slot table = parameters.layout().slot(TensorName.POSITION_EMBEDDING);
    float[] weights = parameters.toArray();
    float[] waves = waves(table);
    System.arraycopy(waves, 0, weights, table.offset(), waves.length);
    parameters.load(weights);
    freeze(parameters);
  }

  /**
   * Freezes the table of a model whose positions are these waves, be it in bfloat16: that they do
   * not learn is told by their values, for the folder says only that there is a table.
   */
  public static void freezeIfWaves(Parameters parameters) {
    if (!parameters.layout().contains(TensorName.POSITION_EMBEDDING)) {
      return;
    }
    ParameterLayout.Slot table = parameters.layout().slot(TensorName.POSITION_EMBEDDING);
    float[] weights = parameters.toArray();
    float[] waves = waves(table);
    for (int i = 0; i < waves.length; i++) {
      float weight = weights[table.offset() + i];
      if (weight != waves[i] && weight != HalfFloat.bf16ToFloat(HalfFloat.floatToBf16(waves[i]))) {
        return;
      }
    }
    freeze(parameters);
  }

  private static void freeze(Parameters parameters) {
    parameters.freeze(TensorName.POSITION_EMBEDDING::equals);
  }

  /** {@code [C, E]}, row after row. */
  private static float[] waves(ParameterLayout.Slot table) {
    float[] waves = new float[table.size()];
    for (int position = 0; position < table.rows(); position++) {
      for (int i = 0; i < table.columns(); i++) {
        double angle = position / Math.pow(LONGEST, (i - i % 2) / (double) table.columns());
        double wave = i % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
        waves[position * table.columns() + i] = (float) (AMPLITUDE * wave);
      }
    }
    return waves;
  }
}
