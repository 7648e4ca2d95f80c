package dev.ember.converter.training.checkpoint;

import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Trained weights in the canonical form that inference runs on. They are fused alike already; only
 * {@code 1/sqrt(D)} moves into the query rows.
 */
public final class CanonicalWeights {
  private CanonicalWeights() {}

  public static DecoderWeights of(Parameters parameters) {
    ParameterLayout layout = parameters.layout();
    DecoderConfig config = layout.config();
    float[] flat = parameters.toArray();
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      boolean tied = spec.name().equals(TensorName.UNEMBEDDING);
      tensors.put(spec.name(), values(flat, layout, tied ? TensorName.EMBEDDING : spec.name()));
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      tensors.computeIfPresent(
          TensorName.qkv(layer), (name, values) -> scaledQueries(config, values));
    }
    return new DecoderWeights(config, tensors);
  }

  private static float[] values(float[] flat, ParameterLayout layout, String name) {
    ParameterLayout.Slot slot = layout.slot(name);
    return Arrays.copyOfRange(flat, slot.offset(), slot.offset() + slot.size());
  }

  private static float[] scaledQueries(DecoderConfig config, float[] qkv) {
    float scale = (float) (1 / Math.sqrt(config.headSize()));
    int queries = config.attentionSize() * config.hidden();
    for (int i = 0; i < queries; i++) {
      qkv[i] *= scale;
    }
    return qkv;
  }
}
