package dev.ember.converter.training.checkpoint;

import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    List<DecoderWeights.Layer> layers = new ArrayList<>();
    for (int i = 0; i < config.layers(); i++) {
      layers.add(
          new DecoderWeights.Layer(
              values(flat, layout, TensorName.attentionNorm(i)),
              scaledQueries(config, values(flat, layout, TensorName.qkv(i))),
              values(flat, layout, TensorName.attentionOutput(i)),
              values(flat, layout, TensorName.feedForwardNorm(i)),
              values(flat, layout, TensorName.gateUp(i)),
              values(flat, layout, TensorName.down(i))));
    }
    float[] embedding = values(flat, layout, TensorName.EMBEDDING);
    return new DecoderWeights(
        config, embedding, layers, values(flat, layout, TensorName.FINAL_NORM), embedding);
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
