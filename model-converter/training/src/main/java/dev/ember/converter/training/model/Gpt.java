package dev.ember.converter.training.model;

import static dev.ember.converter.training.model.ComputeDevice.beside;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.silu;

import dev.ember.inference.model.Activation;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * The forward pass of a decoder, as its {@link DecoderConfig} says: in the usual form (Touvron et
 * al. 2023) RMSNorm before each block, rotary positions, grouped query attention, SwiGLU and tied
 * embeddings, and every option that inference has. Every line that makes a tensor says its shape.
 *
 * <p>It is a trunk for other heads too: {@link #hidden} gives what the last norm gives, within the
 * autograd graph, and {@link #unembed} the logits.
 */
public final class Gpt {
  /** Rows whose logits exist at once, in learning too: {@link ChunkedLoss}. */
  public static final int LOSS_CHUNK = 1024;

  private static final long REDUCTION_SUM = 2; // at::Reduction::Sum

  private final Weights weights;
  private final DecoderConfig config;
  private final Precision precision;

  public Gpt(Weights weights, Precision precision) {
    this.weights = weights;
    this.config = weights.config();
    this.precision = precision;
  }

  public DecoderConfig config() {
    return config;
  }

  public Precision precision() {
    return precision;
  }

  /** The weights as the forward pass takes them; within one {@code PointerScope}, cast once. */
  public Map<String, Tensor> views() {
    return weights.views(precision);
  }

  /**
   * The sum of the cross entropies, in nats, over the scored targets of a batch, as a scalar of the
   * autograd graph. Call within a {@code PointerScope}.
   */
  public Tensor loss(Batch batch) {
    return loss(batch, Dropout.NONE);
  }

  /** The same while values drop out. */
  public Tensor loss(Batch batch, Dropout dropout) {
    Map<String, Tensor> views = views();
    Tensor hidden = hidden(views, batch, dropout); // [B*T, E]

    // Only positions with a target need logits: in tuning that is half of them.
    ScoredPositions positions = new ScoredPositions(batch);
    Tensor scored = positions.of(hidden); // [N, E]
    Tensor expected = positions.targets(hidden); // [N]
    return loss(
        views,
        scored,
        (logits, from) ->
            cross_entropy_loss(
                logits,
                expected.narrow(0, from, logits.size(0)),
                new TensorOptional(),
                REDUCTION_SUM,
                ScoredPositions.FILLING,
                0));
  }

  /**
   * A loss over the logits of hidden rows, {@code [rows, E]}, of which {@link #LOSS_CHUNK} exist at
   * once; a scalar of the autograd graph.
   */
  public Tensor loss(Map<String, Tensor> views, Tensor hidden, LogitsLoss loss) {
    return new ChunkedLoss(hidden, table(views), precision.wideType()).sum(LOSS_CHUNK, loss);
  }

  /** The same of a number for each row, of which nothing else in the loss that learns may hang. */
  public Tensor loss(
      Map<String, Tensor> views, Tensor hidden, LogitsRows numbers, UnaryOperator<Tensor> loss) {
    return new ChunkedLoss(hidden, table(views), precision.wideType())
        .of(LOSS_CHUNK, numbers, loss);
  }

  /** A number for each hidden row, {@code [rows]}, without a gradient, from as many logits. */
  public Tensor rows(Map<String, Tensor> views, Tensor hidden, LogitsRows numbers) {
    return new ChunkedLoss(hidden, table(views), precision.wideType()).rows(LOSS_CHUNK, numbers);
  }

  /** The logits after each of the tokens, {@code [tokens * V]}, without a gradient. */
  public float[] logits(int[] tokens) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      int[] none = new int[tokens.length];
      Batch batch = new Batch(1, tokens.length, tokens, none, none);
      Map<String, Tensor> views = views();
      return Floats.of(unembed(views, hidden(views, batch)));
    }
  }

  /** What the last norm gives for each position, {@code [B*T, E]}, within the autograd graph. */
  public Tensor hidden(Map<String, Tensor> views, Batch batch) {
    return hidden(views, batch, Dropout.NONE);
  }

  /** The same while values drop out. */
  public Tensor hidden(Map<String, Tensor> views, Batch batch, Dropout dropout) {
    Tensor x = embedded(views, batch.tokens(), batch.positions()); // [B*T, E]
    return hidden(views, x, new Attention(config, batch, precision, x), dropout);
  }

  /**
   * The same for new tokens behind those in a cache, which remembers them, {@code [B*T, E]}.
   *
   * @param tokens T for each row of the cache, {@code [B * T]}
   */
  public Tensor hidden(Map<String, Tensor> views, KeyValueCache cache, int[] tokens) {
    int length = tokens.length / cache.rows(); // T
    Tensor x = embedded(views, tokens, cache.places(length)); // [B*T, E]
    Tensor hidden = hidden(views, x, new Attention(cache, length), Dropout.NONE);
    cache.grow(length);
    return hidden;
  }

  /** The same behind the embedding, {@code [B*T, E]}. */
  Tensor hidden(Map<String, Tensor> views, Tensor embedded, Attention attention, Dropout dropout) {
    Norm norm = new Norm(config.norms(), precision);

    // 1. Each token has become the row of the embedding table.
    Tensor x = dropout.apply(embedded); // [B*T, E]

    for (int layer = 0; layer < config.layers(); layer++) {
      // 2. Positions exchange what they know, and the result is added to the stream.
      Tensor a = norm.stream(x, views, TensorName.attentionNorm(layer)); // [B*T, E]
      Tensor qkv = project(views, TensorName.qkv(layer), a, config.biases().qkv());
      Tensor seen = attention.mix(qkv, views, layer); // [B*T, H*D]
      Tensor mixed =
          project(
              views, TensorName.attentionOutput(layer), seen, config.biases().attentionOutput());
      if (config.norms().post()) {
        mixed = norm.stream(mixed, views, TensorName.attentionPostNorm(layer)); // [B*T, E]
      }
      x = x.add(dropout.apply(mixed)); // [B*T, E]

      // 3. Each position thinks for itself.
      Tensor f = norm.stream(x, views, TensorName.feedForwardNorm(layer)); // [B*T, E]
      Tensor thought = feedForward(views, f, layer); // [B*T, E]
      if (config.norms().post()) {
        thought = norm.stream(thought, views, TensorName.feedForwardPostNorm(layer)); // [B*T, E]
      }
      x = x.add(dropout.apply(thought)); // [B*T, E]
    }

    // 4. The last norm; the unembedding follows where logits are wanted.
    return norm.stream(x, views, TensorName.FINAL_NORM); // [B*T, E]
  }

  /** Logits of hidden rows, {@code [rows, E]} to {@code [rows, V]}, in float32 (or float64). */
  public Tensor unembed(Map<String, Tensor> views, Tensor hidden) {
    return linear(hidden, table(views)).to(precision.wideType());
  }

  /** What turns hidden rows into logits, {@code [V, E]}. */
  private Tensor table(Map<String, Tensor> views) {
    return weight(views, config.tiedEmbeddings() ? TensorName.EMBEDDING : TensorName.UNEMBEDDING);
  }

  private Tensor embedded(Map<String, Tensor> views, int[] tokens, int[] places) {
    Tensor table = weight(views, TensorName.EMBEDDING); // [V, E]
    Tensor ids = beside(table, Tensor.create(tokens, tokens.length)); // [B*T]
    Tensor x = embedding(table, ids); // [B*T, E]
    if (config.embeddings().scale() != 1) {
      x = x.mul(new Scalar((double) config.embeddings().scale())); // [B*T, E]
    }
    if (config.embeddings().learnedPositions()) {
      Tensor at = beside(table, Tensor.create(places, places.length)); // [B*T]
      x = x.add(embedding(weight(views, TensorName.POSITION_EMBEDDING), at)); // [B*T, E]
    }
    return x;
  }

  /** Gated (Shazeer 2020) or plain. */
  private Tensor feedForward(Map<String, Tensor> views, Tensor x, int layer) {
    boolean biased = config.biases().feedForward();
    Tensor inner = project(views, TensorName.gateUp(layer), x, biased); // [B*T, 2F] or [B*T, F]
    Tensor active = config.feedForwardKind().gated() ? gated(inner) : activation(inner); // [B*T, F]
    return project(views, TensorName.down(layer), active, biased); // [B*T, E]
  }

  /** {@code [rows, 2F]} to {@code [rows, F]}. */
  private Tensor gated(Tensor gateUp) {
    TensorVector parts = gateUp.split(config.feedForward(), 1);
    return activation(parts.get(0)).mul(parts.get(1));
  }

  private Tensor activation(Tensor x) {
    return config.feedForwardKind().activation() == Activation.SILU ? silu(x) : gelu(x, "tanh");
  }

  private static Tensor project(Map<String, Tensor> views, String name, Tensor x, boolean biased) {
    Tensor product = linear(x, weight(views, name)); // [rows, out]
    return biased ? product.add(weight(views, TensorName.bias(name))) : product;
  }

  static Tensor weight(Map<String, Tensor> views, String name) {
    Tensor weight = views.get(name);
    if (weight == null) {
      throw new IllegalStateException("no weight is called " + name);
    }
    return weight;
  }
}
