package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A decoder of random weights whose dimensions all differ, so that a mix-up shows. */
public final class SmallModel {
  public static final int CONTEXT = 32;

  private SmallModel() {}

  public static DecoderConfig config(boolean tied) {
    return config(CONTEXT, tied);
  }

  public static DecoderConfig config(int context, boolean tied) {
    return DecoderConfig.llama(SmallTokenizer.VOCABULARY, context)
        .hidden(20)
        .layers(2)
        .heads(4, 2)
        .headSize(6)
        .feedForward(28)
        .tied(tied)
        .build();
  }

  /** Weights drawn so that activations keep their size from layer to layer. */
  public static DecoderWeights weights(DecoderConfig config, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      tensors.put(spec.name(), values(spec, random));
    }
    return new DecoderWeights(config, tensors);
  }

  private static float[] values(TensorSpec spec, Random random) {
    int count = (int) spec.size();
    if (spec.isVector()) {
      return spec.name().endsWith("bias") ? normal(random, count, 0.5) : gamma(random, count);
    }
    boolean table = spec.isHostTable() || spec.name().equals(TensorName.UNEMBEDDING);
    return normal(random, count, table ? 1 : 1 / Math.sqrt(spec.columns()));
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
