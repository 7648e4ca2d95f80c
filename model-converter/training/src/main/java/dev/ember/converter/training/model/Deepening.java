package dev.ember.converter.training.model;

import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trained model as the start of one with twice the layers, which so far computes the same: behind
 * each layer stands a copy of it whose two projections into the residual stream are zero (block
 * expansion, Wu et al. 2024, "LLaMA Pro", <a
 * href="https://arxiv.org/abs/2401.02415">arXiv:2401.02415</a>). What the copies add is learned
 * from there. Unlike in the paper the first layers learn on, too, unless they are frozen.
 */
public final class Deepening {
  private static final Pattern OF_A_LAYER = Pattern.compile("layers\\.([0-9]+)\\.(.+)");

  private Deepening() {}

  /**
   * Doubles the layers.
   *
   * @param shallow the trained weights of L layers, which stay as they are
   * @return those of 2L layers, with the same logits for every text
   * @throws IllegalArgumentException if 2L layers are more than a decoder may have
   */
  public static Parameters twice(Parameters shallow) {
    ParameterLayout from = shallow.layout();
    ParameterLayout to = new ParameterLayout(twice(from.config()));
    float[] trained = shallow.toArray();
    float[] deep = new float[to.size()];
    for (ParameterLayout.Slot slot : to.slots()) {
      Matcher name = OF_A_LAYER.matcher(slot.name());
      String source = slot.name();
      if (name.matches()) {
        int layer = Integer.parseInt(name.group(1));
        if (layer % 2 == 1 && Parameters.writesResidual(slot.name())) {
          continue; // zero, which a norm behind it leaves as it is
        }
        source = "layers." + layer / 2 + "." + name.group(2);
      }
      System.arraycopy(trained, from.slot(source).offset(), deep, slot.offset(), slot.size());
    }
    return Parameters.of(to, deep);
  }

  private static DecoderConfig twice(DecoderConfig config) {
    List<Integer> kinds = new ArrayList<>();
    for (int kind : config.attention().kindOfLayer()) {
      kinds.add(kind);
      kinds.add(kind);
    }
    AttentionLayout attention =
        new AttentionLayout(config.attention().rotaries(), config.attention().kinds(), kinds);
    return config.toBuilder().layers(2 * config.layers()).attention(attention).build();
  }
}
