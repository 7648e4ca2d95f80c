package dev.ember.converter.training.model;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * LoRA (Hu et al. 2021): the weights of a model stay as they are, and every matrix of its layers
 * gets a product of two thin ones beside it, {@code W + alpha/r * B A}, which alone learns. B
 * starts at zero, so the model starts as what it was.
 *
 * <p>Simplified: the sum is made once a step and not applied to activations apart, which costs less
 * than a hundredth of a step at these sizes and leaves the forward pass as it is; there is no
 * dropout on the adapters.
 */
public final class LoraWeights implements Weights, AutoCloseable {
  private static final String A = ".lora_a";
  private static final String B = ".lora_b";

  private final Parameters base;
  private final Parameters adapters;
  private final int rank;
  private final double scale;

  private LoraWeights(Parameters base, Parameters adapters, int rank, double scale) {
    this.base = base;
    this.adapters = adapters;
    this.rank = rank;
    this.scale = scale;
  }

  /**
   * Adapters for all matrices of all layers.
   *
   * @param base stays its caller's
   * @param rank r, at least 1
   * @param alpha the product is multiplied by {@code alpha / r}
   */
  public static LoraWeights random(Parameters base, int rank, double alpha, long seed) {
    if (rank < 1) {
      throw new IllegalArgumentException("expected a rank of at least 1 but found " + rank);
    }
    List<TensorSpec> specs = new ArrayList<>();
    for (ParameterLayout.Slot slot : base.layout().slots()) {
      if (isAdapted(slot)) {
        specs.add(new TensorSpec(slot.name() + A, rank, slot.columns()));
        specs.add(new TensorSpec(slot.name() + B, slot.rows(), rank));
      }
    }
    ParameterLayout layout = ParameterLayout.of(base.config(), specs);
    try (Parameters drawn = Parameters.of(layout, first(layout, seed))) {
      return new LoraWeights(base, drawn.beside(base), rank, alpha / rank);
    }
  }

  private static boolean isAdapted(ParameterLayout.Slot slot) {
    return slot.isMatrix() && slot.name().startsWith("layers.");
  }

  /** A is normal with deviation {@code 1/sqrt(columns)}, B is zero. */
  private static float[] first(ParameterLayout layout, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[layout.size()];
    for (ParameterLayout.Slot slot : layout.slots()) {
      if (slot.name().endsWith(A)) {
        for (int i = 0; i < slot.size(); i++) {
          values[slot.offset() + i] = (float) (random.nextGaussian() / Math.sqrt(slot.columns()));
        }
      }
    }
    return values;
  }

  /** What learns. */
  public Parameters adapters() {
    return adapters;
  }

  @Override
  public DecoderConfig config() {
    return base.config();
  }

  @Override
  public Map<String, Tensor> views(Precision precision) {
    Map<String, Tensor> views = base.views(precision);
    Map<String, Tensor> thin = adapters.views(wide(precision));
    Tensor flat = base.flat().detach(); // [N]
    for (ParameterLayout.Slot slot : base.layout().slots()) {
      Tensor weight = flat.narrow(0, slot.offset(), slot.size());
      if (isAdapted(slot)) {
        Tensor whole = weight.view(slot.rows(), slot.columns()).add(delta(thin, slot));
        views.put(slot.name(), whole.to(precision.type()));
      } else {
        views.computeIfPresent(slot.name(), (name, view) -> view.detach());
      }
    }
    return views;
  }

  /** {@code alpha/r * B A}, {@code [rows, columns]}. */
  private Tensor delta(Map<String, Tensor> thin, ParameterLayout.Slot slot) {
    Tensor a = Gpt.weight(thin, slot.name() + A).view(rank, slot.columns()); // [r, columns]
    Tensor b = Gpt.weight(thin, slot.name() + B).view(slot.rows(), rank); // [rows, r]
    return b.matmul(a).mul(new Scalar(scale));
  }

  private static Precision wide(Precision precision) {
    return precision == Precision.FLOAT64 ? Precision.FLOAT64 : Precision.FLOAT32;
  }

  /** The model with the products added to its weights: an ordinary model; the caller closes it. */
  public Parameters merged() {
    float[] values = base.toArray();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Map<String, Tensor> views = views(Precision.FLOAT32);
      for (ParameterLayout.Slot slot : base.layout().slots()) {
        if (isAdapted(slot)) {
          float[] part = Floats.of(Gpt.weight(views, slot.name()));
          System.arraycopy(part, 0, values, slot.offset(), part.length);
        }
      }
    }
    return Parameters.of(base.layout(), values);
  }

  /** The same in float64, for gradient checks. */
  LoraWeights inDoublePrecision() {
    return new LoraWeights(base.inDoublePrecision(), adapters.inDoublePrecision(), rank, scale);
  }

  @Override
  public void close() {
    adapters.close();
  }
}
