package dev.ember.converter.training.rlhf;

import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.PartWeights;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.reward.RewardModel;
import dev.ember.inference.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The two models that learn in PPO, as one vector of weights: the policy under its own names, and
 * the value model, a decoder with a head, under names with a prefix. So there is one optimizer, and
 * one checkpoint holds both.
 *
 * <p>They share no weight: what the value model learns does not move the policy. Only the clipping
 * of the gradient sees both at once.
 */
final class ActorCritic {
  static final String VALUE = "value.";

  private final Parameters parameters;
  private final Gpt policy;
  private final RewardModel value;

  /**
   * @param zero of the reward model as which the value model began
   */
  ActorCritic(Parameters parameters, Precision precision, double zero) {
    this.parameters = parameters;
    this.policy = new Gpt(parameters, precision);
    this.value = new RewardModel(new PartWeights(parameters, VALUE), precision, zero);
  }

  /** A policy that begins as the tuned model, and a value model that begins as the reward model. */
  static Parameters begin(Parameters tuned, Parameters reward) {
    List<TensorSpec> specs = new ArrayList<>();
    for (ParameterLayout.Slot slot : reward.layout().slots()) {
      specs.add(new TensorSpec(VALUE + slot.name(), slot.rows(), slot.columns()));
    }
    ParameterLayout layout = ParameterLayout.withHeads(tuned.config(), specs);
    float[] values = new float[layout.size()];
    copy(tuned, "", layout, values);
    copy(reward, VALUE, layout, values);
    Parameters begun = Parameters.of(layout, values);
    begun.freezeLike(tuned, "");
    begun.freezeLike(reward, VALUE);
    return begun;
  }

  private static void copy(Parameters from, String prefix, ParameterLayout layout, float[] to) {
    float[] flat = from.toArray();
    for (ParameterLayout.Slot slot : from.layout().slots()) {
      int target = layout.slot(prefix + slot.name()).offset();
      System.arraycopy(flat, slot.offset(), to, target, slot.size());
    }
  }

  Parameters parameters() {
    return parameters;
  }

  Gpt policy() {
    return policy;
  }

  RewardModel value() {
    return value;
  }
}
