package dev.ember.converter.export.gguf;

import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.Yarn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rotary positions: theta, a linear factor and YaRN from the metadata, other scalings as tensors of
 * one factor a pair, into which llama.cpp's converter has folded them (Llama 3's {@code
 * rope_freqs}, LongRoPE's {@code rope_factors_short} and {@code _long}).
 */
final class RopeFacts {
  static final String LLAMA3_FACTORS = "rope_freqs.weight";
  static final String SHORT_FACTORS = "rope_factors_short.weight";
  static final String LONG_FACTORS = "rope_factors_long.weight";

  private static final String THETA = "rope.freq_base";
  private static final String TYPE = "rope.scaling.type";
  private static final String FACTOR = "rope.scaling.factor";
  private static final String OLD_FACTOR = "rope.scale_linear";
  private static final String ORIGINAL = "rope.scaling.original_context_length";
  private static final String ATTENTION_FACTOR = "rope.scaling.attn_factor";

  /** llama.cpp's, and RoFormer's. */
  private static final double USUAL_THETA = 10_000;

  private final GgufFacts facts;

  RopeFacts(GgufFacts facts) {
    this.facts = facts;
  }

  /** The positions of layers that see everything. */
  Rotary rotary() throws IOException {
    Rotary plain = Rotary.plain(dimensions(), facts.numberOr(THETA, USUAL_THETA));
    GgufFile file = facts.file();
    if (file.contains(LONG_FACTORS)) {
      return longRope(plain);
    }
    facts.expect(ATTENTION_FACTOR, 1);
    Rotary scaled = scaled(plain);
    if (!file.contains(LLAMA3_FACTORS)) {
      return scaled;
    }
    if (!scaled.factors().isEmpty()) {
      throw facts.refusal(FACTOR, "it absent or 1 beside " + LLAMA3_FACTORS, "another");
    }
    return plain.withFactors(factors(LLAMA3_FACTORS, plain));
  }

  /** The positions of a model's local layers: a theta of their own, never scaled. */
  Rotary local() throws IOException {
    return Rotary.plain(dimensions(), facts.numberOr("rope.freq_base_swa", USUAL_THETA));
  }

  private int dimensions() throws IOException {
    int headSize = facts.headSize();
    return facts.sizeOr("rope.dimension_count", headSize, headSize);
  }

  private Rotary scaled(Rotary plain) throws IOException {
    String type = facts.stringOr(TYPE, "linear");
    double factor = facts.numberOr(FACTOR, facts.numberOr(OLD_FACTOR, 0)); // 0 stands for 1
    int original = facts.sizeOrNone(ORIGINAL);
    if (type.equals("none") || factor == 0 || factor == 1) {
      return plain;
    }
    return switch (type) {
      case "linear" -> Rotary.linear(plain.dimensions(), plain.theta(), factor);
      case "yarn" -> yarn(plain, factor, original == 0 ? facts.context() : original);
      default ->
          throw facts.refusal(
              TYPE, "none, linear, yarn, or the factors as a tensor", "\"" + type + "\"");
    };
  }

  /**
   * YaRN with the keys that llama.cpp reads for every architecture. It has more, whose meaning
   * changed between its versions: only their usual values are taken.
   */
  private Rotary yarn(Rotary plain, double factor, int original) throws IOException {
    facts.expect("rope.scaling.yarn_ext_factor", 1, -1); // -1: not set
    facts.expect("rope.scaling.yarn_attn_factor", 1);
    facts.expect("rope.scaling.yarn_log_multiplier", 0);
    Yarn usual = Yarn.usual(factor, original);
    Yarn yarn =
        new Yarn(
            factor,
            original,
            facts.numberOr("rope.scaling.yarn_beta_fast", usual.betaFast()),
            facts.numberOr("rope.scaling.yarn_beta_slow", usual.betaSlow()),
            usual.truncates());
    return yarn.stretch(plain, yarn.usualAttention());
  }

  /** LongRoPE (Ding et al. 2024); without a factor for attention, the one of the paper. */
  private Rotary longRope(Rotary plain) throws IOException {
    facts.has(TYPE); // "longrope", where it stands at all
    facts.has(FACTOR);
    int context = facts.context();
    int original = facts.size(ORIGINAL, Integer.MAX_VALUE);
    double stretch = (double) context / original;
    double usual = stretch <= 1 ? 1 : Math.sqrt(1 + Math.log(stretch) / Math.log(original));
    return new Rotary(
        plain.dimensions(),
        plain.theta(),
        factors(SHORT_FACTORS, plain),
        factors(LONG_FACTORS, plain),
        original,
        facts.numberOr(ATTENTION_FACTOR, usual));
  }

  /** One factor for each pair. */
  private List<Double> factors(String name, Rotary plain) throws IOException {
    GgufTensor tensor = facts.file().tensor(name);
    int pairs = plain.dimensions() / 2;
    if (tensor.columns() != pairs || tensor.rows() != 1) {
      throw facts.file().wrong(tensor, "shape [" + pairs + "]", tensor.shape().toString());
    }
    float[] values = new float[pairs];
    facts.file().read(tensor, 0, 1, values, 0);
    List<Double> factors = new ArrayList<>();
    for (float value : values) {
      if (!(value > 0) || Float.isInfinite(value)) {
        throw facts.file().wrong(tensor, "positive factors", Float.toString(value));
      }
      factors.add((double) value);
    }
    return factors;
  }
}
