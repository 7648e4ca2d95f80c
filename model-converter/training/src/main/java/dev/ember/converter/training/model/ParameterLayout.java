package dev.ember.converter.training.model;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each weight lies in the flat vector. Matrices come first, vectors (gains, betas, biases)
 * last, so that weight decay applies to one prefix: {@code [0, decayed)}.
 *
 * <p>Tensors are named and fused as {@link TensorName} says, but the query rows are not scaled by
 * {@code 1/sqrt(D)}. Where the embedding is tied there is no unembedding of its own.
 */
public final class ParameterLayout {

  /**
   * One weight.
   *
   * @param name of {@link TensorName}, or of a head beside the decoder
   * @param rows 1 for a vector
   * @param columns values of a row
   * @param offset of its first value in the flat vector
   */
  public record Slot(String name, int rows, int columns, int offset) {
    public int size() {
      return rows * columns;
    }

    /** Whether it is a matrix: decays, and starts at random. */
    public boolean isMatrix() {
      return rows > 1;
    }
  }

  private final DecoderConfig config;
  private final List<Slot> slots = new ArrayList<>();
  private int size;
  private final int decayed;

  /** The weights of a decoder. */
  public ParameterLayout(DecoderConfig config) {
    this(config, decoder(config), List.of());
  }

  private ParameterLayout(DecoderConfig config, List<TensorSpec> first, List<TensorSpec> then) {
    this.config = config;
    List<TensorSpec> all = new ArrayList<>(first);
    all.addAll(then);
    all.stream().filter(spec -> spec.rows() > 1).forEach(this::add);
    decayed = size;
    all.stream().filter(spec -> spec.rows() == 1).forEach(this::add);
  }

  /**
   * A decoder with heads of its own beside it, such as a reward's: {@code new
   * TensorSpec("reward_head", 1, E)}. One row starts at zero and does not decay.
   */
  public static ParameterLayout withHeads(DecoderConfig config, List<TensorSpec> heads) {
    return new ParameterLayout(config, decoder(config), heads);
  }

  /** Weights that only change others, as adapters do. */
  static ParameterLayout of(DecoderConfig config, List<TensorSpec> specs) {
    return new ParameterLayout(config, specs, List.of());
  }

  /** In the order of the forward pass. */
  private static List<TensorSpec> decoder(DecoderConfig config) {
    List<TensorSpec> specs = new ArrayList<>();
    specs.add(TensorSpec.embedding(config));
    List<TensorSpec> file = TensorSpec.inFileOrder(config);
    for (TensorSpec spec : file) {
      boolean own = !spec.name().equals(TensorName.UNEMBEDDING) || !config.tiedEmbeddings();
      if (own && !spec.name().equals(TensorName.EMBEDDING)) {
        specs.add(spec);
      }
    }
    return specs;
  }

  public DecoderConfig config() {
    return config;
  }

  public List<Slot> slots() {
    return List.copyOf(slots);
  }

  public boolean contains(String name) {
    return slots.stream().anyMatch(slot -> slot.name().equals(name));
  }

  /** The slot of a name. */
  public Slot slot(String name) {
    return slots.stream()
        .filter(slot -> slot.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no weight is called " + name));
  }

  /** N, the number of weights. */
  public int size() {
    return size;
  }

  /** The number of weights, counted from the first, that weight decay pulls towards zero. */
  public int decayed() {
    return decayed;
  }

  private void add(TensorSpec spec) {
    slots.add(new Slot(spec.name(), spec.rows(), spec.columns(), size));
    size = Math.addExact(size, Math.multiplyExact(spec.rows(), spec.columns()));
  }
}
