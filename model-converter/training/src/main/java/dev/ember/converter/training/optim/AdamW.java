package dev.ember.converter.training.optim;

import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.model.ParameterLayout.Slot;
import dev.ember.converter.training.model.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019) on one flat
 * vector, after clipping the gradient. Matrices decay, gains of norms do not.
 */
public final class AdamW implements Optimizer {
  private static final String FIRST_MOMENT = "first_moment";
  private static final String SECOND_MOMENT = "second_moment";

  /**
   * The constants.
   *
   * @param beta1 decay of the mean of gradients
   * @param beta2 decay of the mean of squared gradients
   * @param epsilon added to the root of the second mean
   * @param weightDecay pull towards zero, times the learning rate
   * @param clipNorm the largest allowed norm of the gradient
   */
  public record Options(
      double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {
    /** Those of GPT-3 (Brown et al. 2020). */
    public static final Options GPT3 = new Options(0.9, 0.95, 1e-8, 0.1, 1.0);
  }

  private final Parameters parameters;
  private final Options options;
  private final Tensor firstMoment; // [N]
  private final Tensor secondMoment; // [N]
  private final List<Range> ranges;
  private int steps;

  public AdamW(Parameters parameters, Options options) {
    this(parameters, options, slot -> true);
  }

  /**
   * @param moves which of the weights that learn it moves; it does not touch the others
   */
  AdamW(Parameters parameters, Options options, Predicate<Slot> moves) {
    this.parameters = parameters;
    this.ranges = ranges(parameters, moves);
    this.options = options;
    try (PointerScope scope = new PointerScope()) {
      firstMoment = torch.zeros_like(parameters.flat().detach());
      secondMoment = torch.zeros_like(parameters.flat().detach());
      // The scope would free them with the temporaries.
      firstMoment.retainReference();
      secondMoment.retainReference();
    }
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** The bias correction depends on it. */
  @Override
  public int steps() {
    return steps;
  }

  @Override
  public double step(double learningRate) {
    double norm;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      norm = Clipping.clip(parameters.flat().grad(), options.clipNorm());
    }
    if (Double.isFinite(norm)) {
      moveClipped(learningRate);
    }
    parameters.forgetGradient();
    return norm;
  }

  /** The step behind the clipping; the gradient stays. */
  void moveClipped(double learningRate) {
    steps++;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Tensor weights = parameters.flat().detach(); // [N], shares memory
      Tensor gradient = parameters.flat().grad(); // [N]
      for (Range range : ranges) {
        move(range, weights, gradient, learningRate);
      }
    }
  }

  private void move(Range range, Tensor allWeights, Tensor allGradients, double learningRate) {
    Tensor weights = range.of(allWeights);
    Tensor gradient = range.of(allGradients);
    Tensor first = range.of(firstMoment);
    Tensor second = range.of(secondMoment);

    // 1. Running means of the gradient and of its square.
    first.mul_(new Scalar(options.beta1)).add_(gradient, new Scalar(1 - options.beta1));
    second
        .mul_(new Scalar(options.beta2))
        .addcmul_(gradient, gradient, new Scalar(1 - options.beta2));

    // 2. Decay, apart from the gradient: that is the W of AdamW.
    if (range.decays()) {
      weights.mul_(new Scalar(1 - learningRate * options.weightDecay));
    }

    // 3. The step itself, with both means corrected for their start at zero.
    double correction1 = 1 - Math.pow(options.beta1(), steps);
    double correction2 = 1 - Math.pow(options.beta2(), steps);
    Tensor denominator =
        second.sqrt().div_(new Scalar(Math.sqrt(correction2))).add_(new Scalar(options.epsilon));
    weights.addcdiv_(first, denominator, new Scalar(-learningRate / correction1));
  }

  @Override
  public Map<String, Supplier<float[]>> state() {
    Map<String, Supplier<float[]>> state = new LinkedHashMap<>();
    state.put(FIRST_MOMENT, () -> Floats.of(firstMoment));
    state.put(SECOND_MOMENT, () -> Floats.of(secondMoment));
    return state;
  }

  @Override
  public void restore(int stepsTaken, Map<String, float[]> state) {
    restore(
        stepsTaken,
        state.getOrDefault(FIRST_MOMENT, new float[0]),
        state.getOrDefault(SECOND_MOMENT, new float[0]));
  }

  /** Continues with the given means of gradients and of their squares. */
  void restore(int stepsTaken, float[] first, float[] second) {
    int size = parameters.layout().size();
    if (first.length != size || second.length != size) {
      throw new IllegalArgumentException(
          "expected moments of " + size + " but found " + first.length + ", " + second.length);
    }
    steps = stepsTaken;
    Floats.put(first, firstMoment);
    Floats.put(second, secondMoment);
  }

  @Override
  public void close() {
    firstMoment.releaseReference();
    secondMoment.releaseReference();
  }

  /** Slots that lie side by side and are moved alike are one range, and one operation each. */
  private static List<Range> ranges(Parameters parameters, Predicate<Slot> moves) {
    List<Range> ranges = new ArrayList<>();
    for (Slot slot : parameters.layout().slots()) {
      if (moves.test(slot) && !parameters.isFrozen(slot)) {
        Range own = new Range(slot.offset(), slot.size(), slot.isMatrix());
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).isContinuedBy(own)) {
          ranges.set(last, ranges.get(last).with(own));
        } else {
          ranges.add(own);
        }
      }
    }
    return List.copyOf(ranges);
  }

  /** A part of the flat vector. */
  private record Range(int offset, int size, boolean decays) {
    private boolean isContinuedBy(Range next) {
      return offset + size == next.offset && decays == next.decays;
    }

    private Range with(Range next) {
      return new Range(offset, size + next.size, decays);
    }

    private Tensor of(Tensor flat) {
      return flat.narrow(0, offset, size);
    }
  }
}
