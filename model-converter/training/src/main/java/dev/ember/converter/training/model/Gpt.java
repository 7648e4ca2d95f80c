package dev.ember.converter.training.model;

import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.softmax;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The forward pass of a Llama-style decoder (Touvron et al. 2023): RMSNorm before each block,
 * rotary positions, grouped query attention, SwiGLU, tied embeddings, no biases, no dropout. Every
 * line that makes a tensor says its shape.
 *
 * <p>Attention is plain {@code bmm}, {@code softmax}, {@code bmm}: in bfloat16 the backward pass of
 * libtorch's fused attention is slower up to 512 positions.
 */
public final class Gpt {
  /** Added to the score of a position that may not be seen; safe in half precision too. */
  private static final double MASKED = -1e4;

  /** Rows whose logits exist at once: bounds the float32 logits to a few megabytes. */
  private static final int LOSS_CHUNK = 1024;

  private static final long CROSS_ENTROPY_IGNORE_INDEX = -100; // torch's default
  private static final long REDUCTION_SUM = 2; // at::Reduction::Sum

  private final Parameters parameters;
  private final DecoderConfig config;
  private final Precision precision;

  public Gpt(Parameters parameters, Precision precision) {
    this.parameters = parameters;
    this.config = parameters.layout().config();
    this.precision = precision;
  }

  /**
   * The sum of the cross entropies, in nats, over the scored targets of a batch, as a scalar of the
   * autograd graph. Call within a {@code PointerScope}.
   */
  public Tensor loss(Batch batch) {
    Map<String, Tensor> weights = parameters.views(precision);
    Tensor hidden = hidden(weights, batch); // [B*T, E]

    // Only positions with a target need logits: in tuning that is half of them.
    int[] positions = batch.scoredPositions();
    int[] targets = Arrays.stream(positions).map(p -> batch.targets()[p]).toArray();
    Tensor scored =
        hidden.index_select(0, Tensor.create(positions, positions.length)); // [scored, E]
    Tensor expected = Tensor.create(targets, targets.length).to(ScalarType.Long); // [scored]
    Tensor total = Tensor.create(new double[] {0}, 1).sum().to(precision.wideType());
    for (int from = 0; from < positions.length; from += LOSS_CHUNK) {
      int count = Math.min(LOSS_CHUNK, positions.length - from);
      Tensor logits = unembed(weights, scored.narrow(0, from, count)); // [count, V]
      total =
          total.add(
              cross_entropy_loss(
                  logits,
                  expected.narrow(0, from, count),
                  new TensorOptional(),
                  REDUCTION_SUM,
                  CROSS_ENTROPY_IGNORE_INDEX,
                  0));
    }
    return total;
  }

  /** The logits after each of the tokens, {@code [tokens * V]}, without a gradient. */
  public float[] logits(int[] tokens) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      int[] none = new int[tokens.length];
      Batch batch = new Batch(1, tokens.length, tokens, none, none);
      Map<String, Tensor> weights = parameters.views(precision);
      Tensor logits = unembed(weights, hidden(weights, batch)).to(ScalarType.Float).contiguous();
      float[] values = new float[tokens.length * config.vocabulary()];
      new FloatPointer(logits.data_ptr()).get(values);
      return values;
    }
  }

  /** What the last norm gives for each position, {@code [B*T, E]}. */
  private Tensor hidden(Map<String, Tensor> weights, Batch batch) {
    Rotary rotary =
        new Rotary(
            batch.length(), config.headSize(), config.attention().rotary(0).theta(), precision);
    Tensor mask = mask(batch); // [B, 1, 1, T, T]

    // 1. Each token becomes the row of the embedding table.
    Tensor ids = Tensor.create(batch.tokens(), batch.tokens().length); // [B*T]
    Tensor x = embedding(weight(weights, TensorName.EMBEDDING), ids); // [B*T, E]

    for (int layer = 0; layer < config.layers(); layer++) {
      // 2. Positions exchange what they know, and the result is added to the stream.
      Tensor a = norm(x, weight(weights, TensorName.attentionNorm(layer))); // [B*T, E]
      Tensor qkv = linear(a, weight(weights, TensorName.qkv(layer))); // [B*T, (H+2K)*D]
      Tensor seen = attention(qkv, rotary, mask); // [B*T, H*D]
      x = x.add(linear(seen, weight(weights, TensorName.attentionOutput(layer)))); // [B*T, E]

      // 3. Each position thinks for itself: SwiGLU (Shazeer 2020).
      Tensor f = norm(x, weight(weights, TensorName.feedForwardNorm(layer))); // [B*T, E]
      Tensor gateUp = linear(f, weight(weights, TensorName.gateUp(layer))); // [B*T, 2F]
      Tensor gate = gateUp.narrow(1, 0, config.feedForward()); // [B*T, F]
      Tensor up = gateUp.narrow(1, config.feedForward(), config.feedForward()); // [B*T, F]
      Tensor gated = silu(gate).mul(up); // [B*T, F]
      x = x.add(linear(gated, weight(weights, TensorName.down(layer)))); // [B*T, E]
    }

    // 4. The last norm; the unembedding follows where logits are wanted.
    return norm(x, weight(weights, TensorName.FINAL_NORM)); // [B*T, E]
  }

  private Tensor attention(Tensor qkv, Rotary rotary, Tensor mask) {
    int h = config.heads();
    int k = config.kvHeads();
    int d = config.headSize();
    long rows = mask.size(0); // B
    long length = mask.size(4); // T
    Tensor heads = qkv.view(rows, length, h + 2L * k, d).transpose(1, 2); // [B, H+2K, T, D]
    Tensor rotated = rotary.rotate(heads.narrow(1, 0, h + (long) k)); // [B, H+K, T, D]

    // The G query heads of a kv head are folded into rows: one product serves them all.
    long group = h / k; // G
    Tensor queries = rotated.narrow(1, 0, h).reshape(rows * k, group * length, d); // [B*K, G*T, D]
    Tensor keys = rotated.narrow(1, h, k).reshape(rows * k, length, d); // [B*K, T, D]
    Tensor values = heads.narrow(1, h + (long) k, k).reshape(rows * k, length, d); // [B*K, T, D]

    Tensor scaled = queries.mul(new Scalar(1 / Math.sqrt(d))); // [B*K, G*T, D]
    Tensor scores =
        bmm(scaled, keys.transpose(1, 2)) // [B*K, G*T, T]
            .view(rows, k, group, length, length)
            .add(mask)
            .view(rows * k, group * length, length);
    Tensor mixed = bmm(softmax(scores, 2), values); // [B*K, G*T, D]
    return mixed.view(rows, h, length, d).transpose(1, 2).reshape(rows * length, (long) h * d);
  }

  /** 0 where a position may look, -1e4 at later positions and other documents, [B, 1, 1, T, T]. */
  private Tensor mask(Batch batch) {
    long rows = batch.rows();
    long length = batch.length();
    Tensor document = Tensor.create(batch.documents(), rows, length); // [B, T]
    Tensor foreign = document.unsqueeze(2).ne(document.unsqueeze(1)); // [B, T, T]
    Tensor later = torch.ones(length, length).triu(1).to(ScalarType.Bool); // [T, T]
    Tensor hidden = foreign.logical_or(later); // [B, T, T]
    return hidden
        .to(precision.type())
        .mul(new Scalar(MASKED))
        .view(rows, 1, 1, length, length); // [B, 1, 1, T, T]
  }

  /** RMSNorm (Zhang and Sennrich 2019), squares in float32. */
  private Tensor norm(Tensor x, Tensor gain) {
    Tensor wide = x.to(precision.wideType());
    Tensor meanSquare = wide.square().mean(new long[] {-1}, true, new ScalarTypeOptional());
    Tensor inverse = meanSquare.add(new Scalar((double) config.norms().epsilon())).rsqrt();
    return wide.mul(inverse).to(precision.type()).mul(gain);
  }

  private Tensor unembed(Map<String, Tensor> weights, Tensor hidden) {
    return linear(hidden, weight(weights, TensorName.EMBEDDING)).to(precision.wideType());
  }

  private static Tensor weight(Map<String, Tensor> weights, String name) {
    Tensor weight = weights.get(name);
    if (weight == null) {
      throw new IllegalStateException("no weight is called " + name);
    }
    return weight;
  }
}
