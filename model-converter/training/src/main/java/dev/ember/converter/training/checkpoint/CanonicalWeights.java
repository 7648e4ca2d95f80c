package dev.ember.converter.training.checkpoint;

import dev.ember.converter.export.weights.WeightSource;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Trained weights in the canonical form that inference runs on, and back. They are fused alike
 * already; only {@code 1/sqrt(D)} moves (see {@link QueryScale}).
 */
public final class CanonicalWeights {
  private CanonicalWeights() {}

  public static DecoderWeights of(Parameters parameters) {
    ParameterLayout layout = parameters.layout();
    DecoderConfig config = layout.config();
    float[] flat = parameters.toArray();
    float factor = (float) (1 / Math.sqrt(config.headSize()));
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      float[] values = values(flat, layout, source(config, spec));
      scale(values, QueryScale.values(config, spec.name()), factor);
      tensors.put(spec.name(), values);
    }
    return new DecoderWeights(config, tensors);
  }

  /** Reads all of a source. */
  static Parameters read(WeightSource source) throws IOException {
    DecoderConfig config = source.config();
    ParameterLayout layout = new ParameterLayout(config);
    float factor = (float) Math.sqrt(config.headSize());
    float[] flat = new float[layout.size()];
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      float[] values = new float[Math.toIntExact(spec.size())];
      source.read(spec, 0, spec.rows(), values);
      scale(values, QueryScale.values(config, spec.name()), factor);
      int offset = layout.slot(source(config, spec)).offset();
      System.arraycopy(values, 0, flat, offset, values.length);
    }
    return Parameters.of(layout, flat);
  }

  /** The trainer's name of a canonical tensor. */
  private static String source(DecoderConfig config, TensorSpec spec) {
    boolean tied = spec.name().equals(TensorName.UNEMBEDDING) && config.tiedEmbeddings();
    return tied ? TensorName.EMBEDDING : spec.name();
  }

  private static float[] values(float[] flat, ParameterLayout layout, String name) {
    ParameterLayout.Slot slot = layout.slot(name);
    return Arrays.copyOfRange(flat, slot.offset(), slot.offset() + slot.size());
  }

  private static void scale(float[] values, int count, float factor) {
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
  }
}
