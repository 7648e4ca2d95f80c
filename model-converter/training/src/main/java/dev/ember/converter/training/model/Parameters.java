package dev.ember.converter.training.model;

import static org.bytedeco.pytorch.global.torch.empty;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * All weights as one flat float32 vector, a leaf of the autograd graph. One vector makes the cast
 * to bfloat16, the clipping and the optimizer single operations, and a checkpoint one tensor.
 */
public final class Parameters implements Weights, AutoCloseable {
  /** Standard deviation of the first weights, as GPT-2 (Radford et al. 2019). */
  private static final double INITIAL_DEVIATION = 0.02;

  private static final Set<String> RESIDUAL_WRITERS =
      Stream.of(
              TensorName.attentionOutput(0),
              TensorName.bias(TensorName.attentionOutput(0)),
              TensorName.bias(TensorName.attentionPostNorm(0)),
              TensorName.down(0),
              TensorName.bias(TensorName.down(0)),
              TensorName.bias(TensorName.feedForwardPostNorm(0)))
          .map(Parameters::suffixOf)
          .collect(Collectors.toUnmodifiableSet());

  private final ParameterLayout layout;
  private final Tensor flat; // [N]
  private final Set<String> frozen = new HashSet<>(); // names of slots
  private final ThreadLocal<Tensor> leaves = new ThreadLocal<>(); // [N], where not flat itself

  private Parameters(ParameterLayout layout, ScalarType type, Device device) {
    this.layout = layout;
    try (PointerScope scope = new PointerScope()) {
      Tensor zeros =
          empty(layout.size()).to(device, type).fill_(new org.bytedeco.pytorch.Scalar(0.0));
      zeros.set_requires_grad(true);
      // The scope would free the vector with everything else made here.
      zeros.retainReference();
      this.flat = zeros;
    }
  }

  /**
   * Random first weights: normal with deviation 0.02, less by {@code 1/sqrt(2L)} for the two
   * projections that write into the residual stream (GPT-2), and gains of 1. Drawn in Java, so the
   * same seed gives the same weights everywhere.
   */
  public static Parameters random(DecoderConfig config, long seed) {
    return random(new ParameterLayout(config), seed);
  }

  /** The same for a decoder with heads beside it. */
  public static Parameters random(ParameterLayout layout, long seed) {
    return of(layout, draw(layout, seed));
  }

  /** Given weights, in the order of the layout. */
  public static Parameters of(ParameterLayout layout, float[] values) {
    Parameters parameters = new Parameters(layout, ScalarType.Float, ComputeDevice.CPU.torch(0));
    parameters.load(values);
    return parameters;
  }

  /** The same weights, of which the same are frozen. */
  public Parameters copy() {
    Parameters copy = of(layout, toArray());
    copy.freezeLike(this, "");
    return copy;
  }

  /** The same weights in float64, for gradient checks. */
  public Parameters inDoublePrecision() {
    Parameters wide = new Parameters(layout, ScalarType.Double, ComputeDevice.CPU.torch(0));
    wide.copyFrom(flat);
    wide.freezeLike(this, "");
    return wide;
  }

  /**
   * The same weights in the memory of a device, of which the same are frozen.
   *
   * @param number of the device among several of its kind
   */
  public Parameters on(ComputeDevice device, int number) {
    return on(device.torch(number));
  }

  Parameters on(Device device) {
    Parameters moved = new Parameters(layout, ScalarType.Float, device);
    moved.copyFrom(flat);
    moved.freezeLike(this, "");
    return moved;
  }

  /** The same weights in the memory where others lie. */
  Parameters beside(Parameters others) {
    try (PointerScope scope = new PointerScope()) {
      return on(others.flat.device());
    }
  }

  /** Whether they lie in the memory of the processor. */
  public boolean areOnProcessor() {
    return flat.is_cpu();
  }

  /**
   * Leaves weights as they are from now on: they get no gradient and do not decay. What lies below
   * the first that learns costs no backward pass either.
   *
   * @param names says which, by name
   */
  public void freeze(Predicate<String> names) {
    for (ParameterLayout.Slot slot : layout.slots()) {
      if (names.test(slot.name())) {
        frozen.add(slot.name());
      }
    }
  }

  /**
   * Freezes what another has frozen.
   *
   * @param prefix of its names here
   */
  public void freezeLike(Parameters other, String prefix) {
    other.frozen.forEach(name -> frozen.add(prefix + name));
  }

  /** Whether a weight was frozen. */
  public boolean isFrozen(ParameterLayout.Slot slot) {
    return frozen.contains(slot.name());
  }

  /** The number of weights that learn. */
  public int trainable() {
    return layout.slots().stream()
        .filter(slot -> !isFrozen(slot))
        .mapToInt(ParameterLayout.Slot::size)
        .sum();
  }

  @Override
  public DecoderConfig config() {
    return layout.config();
  }

  public ParameterLayout layout() {
    return layout;
  }

  /**
   * The vector itself, {@code [N]}; its gradient is {@code flat().grad()} after a backward pass.
   */
  public Tensor flat() {
    return flat;
  }

  /**
   * The same weights as a leaf of their own for passes of the calling thread, until it is closed:
   * threads that compute side by side do not add to one gradient in the order of chance. To be
   * called, and closed, within a {@code PointerScope}.
   */
  public OwnGradient ownGradient() {
    if (leaves.get() != null) {
      throw new IllegalStateException("this thread has a gradient of its own already");
    }
    return new OwnGradient();
  }

  /** The gradient of one thread. */
  public final class OwnGradient implements AutoCloseable {
    private final Tensor leaf = flat.detach(); // [N], of the same memory

    private OwnGradient() {
      leaf.set_requires_grad(true);
      leaves.set(leaf);
    }

    /** What the passes have left, {@code [N]}, which its caller releases. */
    public Tensor retained() {
      // What grad() gives lies within the leaf and goes with it.
      return new Tensor(leaf.grad()).retainReference();
    }

    @Override
    public void close() {
      leaves.remove();
    }
  }

  /** Adds to the gradient of all, {@code [N]}. */
  public void addGradient(Tensor gradient) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      if (flat.grad().defined()) {
        flat.grad().add_(gradient);
      } else {
        flat.mutable_grad().put(gradient);
      }
    }
  }

  /**
   * Leaves no gradient behind. The next backward pass then gives its own instead of adding it to
   * zeros, which spares two passes over the vector.
   */
  public void forgetGradient() {
    flat.mutable_grad().reset();
  }

  /** A copy of all weights, in the order of the layout. */
  public float[] toArray() {
    return Floats.of(flat);
  }

  /** Replaces all weights. */
  public void load(float[] values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          "expected " + layout.size() + " weights but found " + values.length);
    }
    Floats.put(values, flat);
  }

  /** One split of one cast vector: its backward pass is one concatenation. */
  @Override
  public Map<String, Tensor> views(Precision precision) {
    long[] sizes = layout.slots().stream().mapToLong(ParameterLayout.Slot::size).toArray();
    Tensor own = leaves.get();
    Tensor leaf = own == null ? flat : own; // [N]
    TensorVector parts = leaf.to(precision.type()).split_with_sizes(sizes);
    Map<String, Tensor> views = new HashMap<>();
    int index = 0;
    for (ParameterLayout.Slot slot : layout.slots()) {
      Tensor part = parts.get(index++);
      Tensor learned = isFrozen(slot) ? part.detach() : part;
      views.put(slot.name(), slot.isMatrix() ? learned.view(slot.rows(), slot.columns()) : learned);
    }
    return views;
  }

  @Override
  public void close() {
    flat.releaseReference();
  }

  private void copyFrom(Tensor source) {
    try (PointerScope scope = new PointerScope()) {
      flat.detach().copy_(source.detach());
    }
  }

  private static float[] draw(ParameterLayout layout, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double residualDeviation = INITIAL_DEVIATION / Math.sqrt(2.0 * layout.config().layers());
    float[] values = new float[layout.size()];
    for (ParameterLayout.Slot slot : layout.slots()) {
      double deviation = writesResidual(slot.name()) ? residualDeviation : INITIAL_DEVIATION;
      for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
        values[i] =
            slot.isMatrix() ? (float) (random.nextGaussian() * deviation) : firstValue(slot.name());
      }
    }
    return values;
  }

  /** A gain starts as 1; a beta, a bias and a head of one row as 0. */
  private static float firstValue(String vector) {
    return vector.endsWith("norm") ? 1 : 0;
  }

  /** Whether a tensor's output is added to the residual stream; a norm's gain adds nothing. */
  static boolean writesResidual(String name) {
    return RESIDUAL_WRITERS.contains(suffixOf(name));
  }

  private static String suffixOf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
