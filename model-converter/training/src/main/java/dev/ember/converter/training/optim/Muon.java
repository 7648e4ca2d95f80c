package dev.ember.converter.training.optim;

import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.model.ParameterLayout.Slot;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Muon (Jordan et al. 2024): momentum, made orthogonal, so that all directions of a matrix are
 * learned alike fast. It moves the matrices of the layers; embeddings and vectors are left to
 * {@link AdamW}, as its authors advise.
 *
 * <p>Simplified: q, k and v, and gate and up, are one matrix each, as they lie in the flat vector.
 */
public final class Muon implements Optimizer {
  private static final String MOMENTUM = "momentum";
  private static final double BETA = 0.95; // the authors'

  /** Newton and Schulz's iteration with the authors' coefficients, which only pull near 1. */
  private static final double A = 3.4445;

  private static final double B = -4.7750;
  private static final double C = 2.0315;
  private static final int ITERATIONS = 5;
  private static final double TINY = 1e-7; // against a division by zero

  private final Parameters parameters;
  private final AdamW.Options options;
  private final double rateRatio;
  private final ScalarType type;
  private final AdamW others;
  private final Tensor momentum; // [N], used where there are matrices of layers

  /**
   * @param rateRatio learning rate of the matrices relative to that of all others
   * @param precision in which to make orthogonal: bfloat16 is enough where it is fast
   */
  public Muon(Parameters parameters, AdamW.Options options, double rateRatio, Precision precision) {
    this.parameters = parameters;
    this.options = options;
    this.rateRatio = rateRatio;
    this.type = precision == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float;
    this.others = new AdamW(parameters, options, slot -> !isOwn(slot));
    try (PointerScope scope = new PointerScope()) {
      momentum = torch.zeros_like(parameters.flat().detach());
      momentum.retainReference(); // the scope would free it with the temporaries
    }
  }

  /** Whether it moves a weight itself. */
  static boolean isOwn(Slot slot) {
    return slot.isMatrix() && slot.name().startsWith("layers.");
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int steps() {
    return others.steps();
  }

  @Override
  public double step(double learningRate) {
    double norm;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Tensor gradient = parameters.flat().grad(); // [N]
      norm = Clipping.clip(gradient, options.clipNorm());
      if (Double.isFinite(norm)) {
        moveMatrices(gradient, learningRate * rateRatio);
      }
    }
    if (Double.isFinite(norm)) {
      others.moveClipped(learningRate);
    }
    parameters.forgetGradient();
    return norm;
  }

  private void moveMatrices(Tensor gradient, double rate) {
    for (Slot slot : parameters.layout().slots()) {
      if (isOwn(slot) && !parameters.isFrozen(slot)) {
        move(slot, gradient, rate);
      }
    }
  }

  private void move(Slot slot, Tensor allGradients, double rate) {
    Tensor gradient = matrix(allGradients, slot); // [rows, columns]
    Tensor mean = matrix(momentum, slot); // [rows, columns]
    mean.mul_(new Scalar(BETA)).add_(gradient);
    Tensor ahead = gradient.add(mean, new Scalar(BETA)); // Nesterov's look ahead
    Tensor direction = orthogonal(ahead).to(ScalarType.Float); // [rows, columns]
    double size = Math.sqrt(Math.max(1, slot.rows() / (double) slot.columns()));
    Tensor weight = matrix(parameters.flat().detach(), slot);
    weight.mul_(new Scalar(1 - rate * options.weightDecay()));
    weight.add_(direction, new Scalar(-rate * size));
  }

  /** The nearest matrix whose singular values are all about 1. */
  Tensor orthogonal(Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = matrix.div(matrix.norm().add(new Scalar(TINY))).to(type); // singular values up to 1
    x = tall ? x.t() : x;
    for (int i = 0; i < ITERATIONS; i++) {
      Tensor square = x.matmul(x.t()); // [rows, rows], the shorter side
      // b S + c S^2, and a x + (b S + c S^2) x: each sum within its product.
      Tensor polynomial = square.addmm(square, square, new Scalar(B), new Scalar(C));
      x = x.addmm(polynomial, x, new Scalar(A), new Scalar(1.0));
    }
    return tall ? x.t() : x;
  }

  private static Tensor matrix(Tensor flat, Slot slot) {
    return flat.narrow(0, slot.offset(), slot.size()).view(slot.rows(), slot.columns());
  }

  @Override
  public Map<String, Supplier<float[]>> state() {
    Map<String, Supplier<float[]>> state = new LinkedHashMap<>(others.state());
    state.put(MOMENTUM, () -> Floats.of(momentum));
    return state;
  }

  @Override
  public void restore(int stepsTaken, Map<String, float[]> state) {
    others.restore(stepsTaken, state);
    float[] values = state.getOrDefault(MOMENTUM, new float[0]);
    if (values.length != parameters.layout().size()) {
      throw new IllegalArgumentException(
          "expected a momentum of " + parameters.layout().size() + " but found " + values.length);
    }
    Floats.put(values, momentum);
  }

  @Override
  public void close() {
    momentum.releaseReference();
    others.close();
  }
}
