package dev.ember.phonelibs;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Thirty layers of random weights, spread as GPT-2's are at its birth: what a block adds to the
 * stream shrinks with the root of the number of blocks. Without that a rounding error of the first
 * layer is another model's answer at the last.
 */
final class DeepModel {
  /** Longer than two chunks of a prompt, and not a multiple of anything. */
  static final DecoderConfig CONFIG =
      DecoderConfig.llama(512, 203)
          .hidden(64)
          .layers(30)
          .heads(4, 2)
          .headSize(16)
          .feedForward(96)
          .tied(false)
          .build();

  private static final long SEED = 7;

  private DeepModel() {}

  static Bundle bundle(Quantization quantization, Path folder) throws IOException {
    return TinyModel.bundle(new LoadedWeights(weights()), quantization, CONFIG.context(), folder);
  }

  private static DecoderWeights weights() {
    DecoderWeights random = TinyModel.random(CONFIG, SEED);
    float share = (float) (1 / Math.sqrt(2 * CONFIG.layers()));
    for (int layer = 0; layer < CONFIG.layers(); layer++) {
      scale(random.tensor(TensorName.attentionOutput(layer)), share); // not a copy
      scale(random.tensor(TensorName.down(layer)), share);
    }
    return random;
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
