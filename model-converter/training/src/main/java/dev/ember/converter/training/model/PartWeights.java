package dev.ember.converter.training.model;

import dev.ember.inference.model.DecoderConfig;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The weights of one of several decoders of the same shape that lie in one vector. */
public final class PartWeights implements Weights {
  private final Parameters all;
  private final String prefix;

  /**
   * @param all whose design is that of each part
   * @param prefix of the names of its weights
   */
  public PartWeights(Parameters all, String prefix) {
    this.all = all;
    this.prefix = prefix;
  }

  @Override
  public DecoderConfig config() {
    return all.config();
  }

  @Override
  public Map<String, Tensor> views(Precision precision) {
    Map<String, Tensor> part = new HashMap<>();
    all.views(precision)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
              }
            });
    return part;
  }
}
