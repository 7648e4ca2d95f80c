package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A decoder of random weights whose dimensions all differ, so that a mix-up shows. */
public final class SmallModel {
  public static final int CONTEXT = 32;

  private SmallModel() {}

  public static DecoderConfig config(boolean tied) {
    return config(CONTEXT, tied);
  }

  public static DecoderConfig config(int context, boolean tied) {
    return new DecoderConfig(
        SmallTokenizer.VOCABULARY, context, 20, 2, 4, 2, 6, 28, 10_000f, 1e-5f, tied);
  }

  /** Weights drawn so that activations keep their size from layer to layer. */
  public static DecoderWeights weights(DecoderConfig config, long seed) {
    Random random = new Random(seed);
    int hidden = config.hidden();
    float[] embedding = normal(random, config.vocabulary() * hidden, 1);
    List<DecoderWeights.Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      layers.add(
          new DecoderWeights.Layer(
              gamma(random, hidden),
              matrix(random, config.qkvRows(), hidden),
              matrix(random, hidden, config.attentionSize()),
              gamma(random, hidden),
              matrix(random, 2 * config.feedForward(), hidden),
              matrix(random, hidden, config.feedForward())));
    }
    float[] unembedding =
        config.tiedEmbeddings() ? embedding : normal(random, config.vocabulary() * hidden, 1);
    return new DecoderWeights(config, embedding, layers, gamma(random, hidden), unembedding);
  }

  private static float[] matrix(Random random, int rows, int columns) {
    return normal(random, rows * columns, 1 / Math.sqrt(columns));
  }

  private static float[] gamma(Random random, int size) {
    float[] values = normal(random, size, 0.1);
    for (int i = 0; i < size; i++) {
      values[i] += 1;
    }
    return values;
  }

  private static float[] normal(Random random, int size, double deviation) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
