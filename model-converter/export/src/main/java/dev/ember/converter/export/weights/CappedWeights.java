package dev.ember.converter.export.weights;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/**
 * A source's weights with room for fewer positions: so that a cache of all of them fits, and
 * because rotary factors may depend on how many there are.
 */
public final class CappedWeights implements WeightSource {
  private final WeightSource source;
  private final DecoderConfig config;

  /**
   * @param context the most positions
   */
  public CappedWeights(WeightSource source, int context) {
    this.source = source;
    config = source.config().withContext(Math.min(context, source.config().context()));
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException {
    source.read(tensor, firstRow, count, into);
  }

  @Override
  public IOException refusal(TensorSpec tensor, String expected, String found) {
    return source.refusal(tensor, expected, found);
  }
}
