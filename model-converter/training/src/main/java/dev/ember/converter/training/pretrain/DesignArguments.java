package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.run.RunSettings;
import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.util.List;
import picocli.CommandLine.Option;

/** The design of a decoder, option by option; what is not said is as in a Llama. */
final class DesignArguments {
  private static final float EPSILON = 1e-5f; // GPT-2's and Llama's
  private static final int GELU_WIDENING = 4; // Vaswani et al. 2017

  /** SwiGLU has three matrices where GELU has two: 8/3 keeps the number of weights (Llama). */
  private static final double SWIGLU_WIDENING = 8.0 / 3;

  /** The feed-forward width is a multiple of this, so that kernels have no rest. */
  private static final int GRAIN = 32;

  /** All of them, which mean nothing where a model is there already. */
  static final List<String> NAMES =
      List.of(
          "--layers",
          "--width",
          "--heads",
          "--kv-heads",
          "--feed-forward",
          "--context",
          "--positions",
          "--norm",
          "--activation",
          "--bias",
          "--untied",
          "--theta");

  /** How a position is told. */
  enum Positions {
    SINUSOIDAL,
    LEARNED,
    ROTARY
  }

  enum Norm {
    LAYER,
    RMS
  }

  enum FeedForward {
    GELU,
    SWIGLU
  }

  @Option(names = "--layers", defaultValue = "6", description = "depth (default: 6)")
  private int layers = 6;

  @Option(names = "--width", defaultValue = "384", description = "of the stream (default: 384)")
  private int width = 384;

  @Option(names = "--heads", defaultValue = "6", description = "query heads (default: 6)")
  private int heads = 6;

  @Option(
      names = "--kv-heads",
      defaultValue = "0",
      description = "key and value heads (default: as many as heads)")
  private int kvHeads;

  @Option(
      names = "--feed-forward",
      defaultValue = "0",
      description = "width of the feed-forward block (default: 4 or 8/3 of --width)")
  private int feedForward;

  @Option(
      names = "--context",
      defaultValue = "512",
      description = "positions that the model is made for (default: 512)")
  private int context = 512;

  @Option(
      names = "--positions",
      defaultValue = "rotary",
      description = "sinusoidal (2017), learned (GPT-2) or rotary (default)")
  private Positions positions = Positions.ROTARY;

  @Option(names = "--norm", defaultValue = "rms", description = "layer or rms (default)")
  private Norm norm = Norm.RMS;

  @Option(names = "--activation", defaultValue = "swiglu", description = "gelu or swiglu (default)")
  private FeedForward activation = FeedForward.SWIGLU;

  @Option(names = "--bias", description = "biases in all linear layers, as GPT-2 has them")
  private boolean bias;

  @Option(
      names = "--untied",
      description = "an unembedding of its own instead of the embedding's table")
  private boolean untied;

  @Option(names = "--theta", defaultValue = "10000", description = "base of rotary positions")
  private double theta = 10_000;

  /** Whether positions are the fixed waves of 2017, stored as a table that does not learn. */
  boolean sinusoidal() {
    return positions == Positions.SINUSOIDAL;
  }

  /** Whether positions turn pairs of a head, by {@code --theta}. */
  boolean rotary() {
    return positions == Positions.ROTARY;
  }

  /**
   * The decoder for a vocabulary.
   *
   * @throws IllegalArgumentException if there can be no such decoder
   */
  DecoderConfig config(int vocabulary) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "expected --width to be a multiple of --heads but found " + width + " and " + heads);
    }
    boolean rotary = rotary();
    int headSize = width / heads;
    if (rotary && headSize % 2 != 0) {
      throw new IllegalArgumentException(
          "expected an even size of heads for rotary positions but found " + headSize);
    }
    if (layers < 1) {
      throw new IllegalArgumentException("expected at least 1 layer but found " + layers);
    }
    return DecoderConfig.llama(vocabulary, context)
        .hidden(width)
        .layers(layers)
        .heads(heads, kvHeads == 0 ? heads : kvHeads)
        .headSize(headSize)
        .feedForward(feedForward == 0 ? usualFeedForward() : feedForward)
        .norms(
            norm == Norm.RMS
                ? Norms.rms(EPSILON)
                : new Norms(NormKind.LAYER, EPSILON, false, false))
        .biases(bias ? Biases.ALL : Biases.NONE)
        .feedForwardKind(
            activation == FeedForward.SWIGLU
                ? FeedForwardKind.SWIGLU
                : new FeedForwardKind(Activation.GELU_TANH, false))
        .embeddings(new Embeddings(!untied, 1, !rotary))
        .attention(
            AttentionLayout.uniform(
                layers, AttentionKind.FULL, rotary ? Rotary.plain(headSize, theta) : Rotary.NONE))
        .build();
  }

  private int usualFeedForward() {
    if (activation == FeedForward.GELU) {
      return GELU_WIDENING * width;
    }
    return (int) Math.ceil(SWIGLU_WIDENING * width / GRAIN) * GRAIN;
  }

  void describe(RunSettings settings) {
    settings
        .with("layers", layers)
        .with("width", width)
        .with("heads", heads)
        .with("kv-heads", kvHeads == 0 ? heads : kvHeads)
        .with("feed-forward", feedForward == 0 ? usualFeedForward() : feedForward)
        .with("context", context)
        .with("positions", positions)
        .with("norm", norm)
        .with("activation", activation)
        .with("bias", bias)
        .with("untied", untied)
        .with("theta", theta);
  }
}
