package dev.ember.converter.training.model;

import static dev.ember.converter.training.model.ComputeDevice.beside;
import static org.bytedeco.pytorch.global.torch.baddbmm;
import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.softmax;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Attention between the positions of a batch, with the tables and masks that its layers share.
 *
 * <p>Plain {@code baddbmm}, {@code softmax}, {@code bmm}: in bfloat16 the backward pass of
 * libtorch's fused attention is slower up to 512 positions. The mask is what the scores are added
 * to, so it costs no pass of its own. Parts come from one split, whose backward pass is one
 * concatenation; that of a {@code narrow} fills a whole gradient with zeros for each part.
 */
final class Attention {
  /** Added to the score of a position that may not be seen; safe in half precision too. */
  private static final double MASKED = -1e4;

  private final DecoderConfig config;
  private final Norm norm;
  private final List<Rotary> rotaries = new ArrayList<>(); // by index of the layout
  private final List<Tensor> masks = new ArrayList<>(); // [B*K, G*T, S] by kind of layer
  private final Past past;

  /**
   * Between the positions of a batch.
   *
   * @param embedded its tokens; tables and masks lie beside them
   */
  Attention(DecoderConfig config, Batch batch, Precision precision, Tensor embedded) {
    this(
        config,
        new Range(0, batch.length()),
        beside(embedded, hidden(batch)),
        Past.NONE,
        precision);
  }

  /** Between {@code length} new positions of each row, and from them to those in the cache. */
  Attention(KeyValueCache cache, int length) {
    this(
        cache.config(),
        new Range(cache.length(), length),
        cache.hidden(length),
        cache,
        cache.precision());
  }

  /**
   * @param hidden true where a new position may not look, {@code [B, T, S]}, but for windows
   */
  private Attention(
      DecoderConfig config, Range range, Tensor hidden, Past past, Precision precision) {
    this.config = config;
    this.norm = new Norm(config.norms(), precision);
    this.past = past;
    for (int kind = 0; kind < config.attention().kinds().size(); kind++) {
      int layer = Math.max(0, config.attention().kindOfLayer().indexOf(kind));
      rotaries.add(new Rotary(config, layer, range, precision, hidden));
      Tensor unseen =
          withinWindow(hidden, range, config.attention().kinds().get(kind).window()); // [B, T, S]
      masks.add(forAllHeads(unseen.to(precision.type()).mul(new Scalar(MASKED))));
    }
  }

  /** {@code [B, T, S]} to {@code [B*K, G*T, S]}, once for all layers. */
  private Tensor forAllHeads(Tensor mask) {
    long rows = mask.size(0); // B
    long length = mask.size(1); // T
    long seen = mask.size(2); // S
    long k = config.kvHeads();
    long group = config.heads() / k; // G
    return mask.unsqueeze(1)
        .unsqueeze(1)
        .expand(rows, k, group, length, seen)
        .reshape(rows * k, group * length, seen);
  }

  /** What each position gathers, {@code [B*T, (H+2K)*D]} to {@code [B*T, H*D]}. */
  Tensor mix(Tensor qkv, Map<String, Tensor> weights, int layer) {
    int kind = config.attention().kindOfLayer().get(layer);
    Tensor mask = masks.get(kind); // [B*K, G*T, S]
    int h = config.heads();
    int k = config.kvHeads();
    int d = config.headSize();
    long group = h / k; // G
    long rows = mask.size(0) / k; // B
    long length = mask.size(1) / group; // T
    Tensor heads = qkv.view(rows, length, h + 2L * k, d).transpose(1, 2); // [B, H+2K, T, D]
    TensorVector parts = heads.split_with_sizes(new long[] {h + (long) k, k}, 1);
    Tensor normed = normed(parts.get(0), weights, layer); // [B, H+K, T, D]
    Tensor rotated = rotaries.get(kind).rotate(normed); // [B, H+K, T, D]

    // The G query heads of a kv head are folded into rows: one product serves them all.
    TensorVector turned = rotated.split_with_sizes(new long[] {h, k}, 1);
    Tensor queries = turned.get(0).reshape(rows * k, group * length, d); // [B*K, G*T, D]
    Tensor newKeys = turned.get(1).reshape(rows * k, length, d); // [B*K, T, D]
    Tensor newValues = parts.get(1).reshape(rows * k, length, d); // [B*K, T, D]
    Tensor keys = past.withKeys(layer, newKeys); // [B*K, S, D]
    Tensor values = past.withValues(layer, newValues); // [B*K, S, D]

    Scalar scale = new Scalar(1 / Math.sqrt(d));
    Tensor scores =
        baddbmm(mask, queries, keys.transpose(1, 2), new Scalar(1.0), scale); // [B*K, G*T, S]
    Tensor looked = softmax(scores, 2); // [B*K, G*T, S]
    Tensor mixed = bmm(looked, values); // [B*K, G*T, D]
    return mixed.view(rows, h, length, d).transpose(1, 2).reshape(rows * length, (long) h * d);
  }

  /** Norms queries and keys head by head, where the model does. */
  private Tensor normed(Tensor queriesAndKeys, Map<String, Tensor> weights, int layer) {
    if (!config.norms().heads()) {
      return queriesAndKeys;
    }
    long[] sizes = {config.heads(), config.kvHeads()};
    TensorVector parts = queriesAndKeys.split_with_sizes(sizes, 1);
    Tensor queries = parts.get(0); // [B, H, T, D]
    Tensor keys = parts.get(1); // [B, K, T, D]
    return torch.cat(
        new TensorVector(
            norm.rms(queries, Gpt.weight(weights, TensorName.queryNorm(layer))),
            norm.rms(keys, Gpt.weight(weights, TensorName.keyNorm(layer)))),
        1);
  }

  /** True at later positions and at those of other documents, {@code [B, T, T]}. */
  private static Tensor hidden(Batch batch) {
    long length = batch.length();
    Tensor document = Tensor.create(batch.documents(), batch.rows(), length); // [B, T]
    Tensor foreign = document.unsqueeze(2).ne(document.unsqueeze(1)); // [B, T, T]
    Tensor later = torch.ones(length, length).triu(1).to(ScalarType.Bool); // [T, T]
    return foreign.logical_or(later);
  }

  /** Hides positions before the window as well: a window of W is W positions, its own included. */
  private static Tensor withinWindow(Tensor hidden, Range range, int window) {
    int seen = range.first() + range.length(); // S
    if (window >= seen) {
      return hidden;
    }
    Tensor before =
        beside(hidden, torch.ones(range.length(), seen).tril(range.first() - (long) window))
            .to(ScalarType.Bool); // [T, S]
    return hidden.bitwise_or(before);
  }

  /** New positions: from which on, and how many. */
  record Range(int first, int length) {}
}
