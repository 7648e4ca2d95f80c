package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.Yarn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rotary positions in the layouts of transformers 4 ({@code rope_theta} and {@code rope_scaling} at
 * the top) and 5 (all of it in {@code rope_parameters}).
 *
 * <p>Theta has defaults in transformers, which differ between families and versions; here it must
 * stand in the file, unless the file is older than the key.
 */
final class RopeKeys {
  private static final String THETA = "rope_theta";
  private static final String SCALING = "rope_scaling";
  private static final String PARAMETERS = "rope_parameters";
  private static final String PARTIAL = "partial_rotary_factor";
  private static final String ORIGINAL = "original_max_position_embeddings";
  private static final String ATTENTION_FACTOR = "attention_factor";

  private static final String VERSION = "transformers_version";
  private static final Pattern OLD_VERSION = Pattern.compile("4\\.([12]?[0-9]|3[0-2])\\..*");
  private static final double THETA_BEFORE_THE_KEY = 10_000; // RoFormer, and all models then

  private final ConfigFile config;
  private final int headSize;
  private final int context;

  RopeKeys(ConfigFile config, int headSize, int context) {
    this.config = config;
    this.headSize = headSize;
    this.context = context;
  }

  /** The same positions in all layers. */
  Rotary shared() throws IOException {
    if (!config.has(PARAMETERS)) {
      return layout4(THETA, true);
    }
    JsonFields parameters = config.object(PARAMETERS);
    double theta = parameters.isNull(THETA) ? theta(THETA) : parameters.float32(THETA);
    Rotary rotary = scaled(PARAMETERS, parameters, theta);
    if (config.has(THETA) && config.float32(THETA) != theta) {
      throw config.refusal(THETA, "that of " + PARAMETERS + ", " + theta + ",");
    }
    if (config.has(SCALING) && !scaled(SCALING, config.object(SCALING), theta).equals(rotary)) {
      throw config.refusal(SCALING, "what " + PARAMETERS + " says");
    }
    return rotary;
  }

  /**
   * Layout 4 by the name of the key for theta.
   *
   * @param scales whether {@code rope_scaling} applies
   */
  Rotary layout4(String thetaKey, boolean scales) throws IOException {
    double theta = theta(thetaKey);
    return scales && config.has(SCALING)
        ? scaled(SCALING, config.object(SCALING), theta)
        : plain(theta, partialFactor());
  }

  /** Layout 5 with an object for each type of layer. */
  Rotary nested(JsonFields byLayerType, String layerType) throws IOException {
    String where = PARAMETERS + "." + layerType;
    if (!byLayerType.isObject(layerType)) {
      throw refusal(where, "an object", byLayerType.describe(layerType));
    }
    JsonFields parameters = byLayerType.object(layerType);
    if (parameters.isNull(THETA)) {
      throw refusal(where + "." + THETA, "it", "nothing");
    }
    return scaled(where, parameters, parameters.float32(THETA));
  }

  private double theta(String key) throws IOException {
    if (!config.has(key)) {
      if (key.equals(THETA) && fromBeforeTheKey()) {
        return THETA_BEFORE_THE_KEY;
      }
      throw config.refusal(key, "it, or " + PARAMETERS + " with it,");
    }
    return config.float32(key);
  }

  /** Llama 2's own files are: transformers wrote the key from 4.33 on. */
  private boolean fromBeforeTheKey() throws IOException {
    return config.has(VERSION)
        && OLD_VERSION.matcher(config.string(VERSION)).matches()
        && !config.has(PARAMETERS);
  }

  private Rotary scaled(String where, JsonFields scaling, double theta) throws IOException {
    if (!scaling.isNull(THETA) && scaling.float32(THETA) != theta) {
      throw refusal(
          where + "." + THETA, "that at the top, " + theta + ",", scaling.describe(THETA));
    }
    double partial = scaling.isNull(PARTIAL) ? partialFactor() : scaling.float32(PARTIAL);
    Rotary plain = plain(theta, partial);
    String type = type(where, scaling);
    Rotary rotary =
        switch (type) {
          case "default" -> unscaled(plain, scaling);
          case "linear" -> linear(plain, scaling);
          case "dynamic" -> dynamic(where, plain, scaling);
          case "llama3" ->
              plain.llama3(
                  scaling.float32("factor"),
                  scaling.float32("low_freq_factor"),
                  scaling.float32("high_freq_factor"),
                  scaling.int32(ORIGINAL));
          case "longrope", "su" -> longRope(where, plain, scaling); // su: its first name
          case "yarn" -> yarn(where, plain, scaling);
          default ->
              throw refusal(
                  where,
                  "one of default, dynamic, linear, llama3, longrope, yarn",
                  "\"" + type + "\"");
        };
    for (String name : scaling.unasked()) {
      if (!scaling.isNull(name)) {
        throw refusal(
            where + "." + name,
            "no such key, since it may change what the model computes,",
            scaling.describe(name));
      }
    }
    return rotary;
  }

  /** The type stands under its old name, its new one, or both. */
  private static String type(String where, JsonFields scaling) throws IOException {
    String fallback = scaling.isNull("type") ? "default" : scaling.string("type");
    if (scaling.isNull("rope_type")) {
      return fallback;
    }
    String type = scaling.string("rope_type");
    if (!scaling.isNull("type") && !type.equals(fallback)) {
      throw refusal(where + ".type", "rope_type, \"" + type + "\",", "\"" + fallback + "\"");
    }
    return type;
  }

  private static Rotary unscaled(Rotary plain, JsonFields scaling) {
    scaling.isNull(ORIGINAL); // only scalings use it
    return plain;
  }

  private static Rotary linear(Rotary plain, JsonFields scaling) throws IOException {
    scaling.isNull(ORIGINAL); // stretched is what is there, however long it was
    return Rotary.linear(plain.dimensions(), plain.theta(), scaling.float32("factor"));
  }

  /**
   * NTK-aware scaling by the length of the text (transformers, {@code
   * _compute_dynamic_ntk_parameters}): theta is multiplied by {@code (factor * length / max -
   * (factor - 1)) ^ (R / (R - 2))}, where a length below max, {@code max_position_embeddings},
   * counts as max. So it is 1 for every text that fits the context, which no import exceeds; longer
   * texts would turn keys anew that a cache has kept.
   */
  private Rotary dynamic(String where, Rotary plain, JsonFields scaling) throws IOException {
    if (!(scaling.float32("factor") > 0)) {
      throw refusal(where + ".factor", "a positive number", scaling.describe("factor"));
    }
    if (!scaling.isNull(ORIGINAL) && scaling.int32(ORIGINAL) != context) { // which max is it?
      throw refusal(
          where + "." + ORIGINAL,
          "that of max_position_embeddings, " + context + ",",
          scaling.describe(ORIGINAL));
    }
    requireSameOriginal(where, context);
    return plain;
  }

  /**
   * LongRoPE (Ding et al. 2024) as transformers has it: short factors up to the original length,
   * long ones above, and at any length an attention factor of {@code sqrt(1 + ln(max / original) /
   * ln(original))}.
   */
  private Rotary longRope(String where, Rotary plain, JsonFields scaling) throws IOException {
    int original = scaling.isNull(ORIGINAL) ? originalContext(where) : scaling.int32(ORIGINAL);
    requireSameOriginal(where, original);
    scaling.isNull("factor"); // the two lengths say it
    double stretch = (double) context / original;
    double usual = stretch <= 1 ? 1 : Math.sqrt(1 + Math.log(stretch) / Math.log(original));
    double attention = numberOr(scaling, ATTENTION_FACTOR, usual);
    return new Rotary(
        plain.dimensions(),
        plain.theta(),
        doubles(scaling.float32s("short_factor")),
        doubles(scaling.float32s("long_factor")),
        original,
        attention);
  }

  /**
   * YaRN as transformers has it. The context that the model was trained for may stand at the top or
   * be the only one; a 0 among the constants stands for the usual one, as in Python's {@code or}.
   */
  private Rotary yarn(String where, Rotary plain, JsonFields scaling) throws IOException {
    int usualOriginal =
        config.has(ORIGINAL) ? config.size(ORIGINAL, ConfigLimits.CONTEXT) : context;
    int original = scaling.isNull(ORIGINAL) ? usualOriginal : scaling.int32(ORIGINAL);
    requireSameOriginal(where, original);
    scaling.isNull("finetuned"); // how it came about
    Yarn usual = Yarn.usual(scaling.float32("factor"), original);
    double fast = numberOr(scaling, "beta_fast", 0);
    double slow = numberOr(scaling, "beta_slow", 0);
    Yarn yarn =
        new Yarn(
            usual.factor(),
            original,
            fast == 0 ? usual.betaFast() : fast,
            slow == 0 ? usual.betaSlow() : slow,
            scaling.isNull("truncate") || scaling.bool("truncate"));
    double weight = numberOr(scaling, "mscale", 0);
    double weightOfAll = numberOr(scaling, "mscale_all_dim", 0);
    double attention =
        weight == 0 || weightOfAll == 0
            ? yarn.usualAttention()
            : yarn.attention(weight) / yarn.attention(weightOfAll);
    return yarn.stretch(plain, numberOr(scaling, ATTENTION_FACTOR, attention));
  }

  private static double numberOr(JsonFields scaling, String key, double absent) throws IOException {
    return scaling.isNull(key) ? absent : scaling.float32(key);
  }

  private void requireSameOriginal(String where, int original) throws IOException {
    if (config.has(ORIGINAL) && config.size(ORIGINAL, ConfigLimits.CONTEXT) != original) {
      throw config.refusal(ORIGINAL, "that of " + where + ", " + original + ",");
    }
  }

  private int originalContext(String where) throws IOException {
    if (!config.has(ORIGINAL)) {
      throw config.refusal(ORIGINAL, "it, which " + where + " needs,");
    }
    return config.size(ORIGINAL, ConfigLimits.CONTEXT);
  }

  private double partialFactor() throws IOException {
    return config.has(PARTIAL) ? config.float32(PARTIAL) : 1;
  }

  private Rotary plain(double theta, double partial) {
    return Rotary.plain((int) (headSize * partial), theta);
  }

  private static List<Double> doubles(List<Float> floats) {
    List<Double> doubles = new ArrayList<>();
    for (float value : floats) {
      doubles.add((double) value);
    }
    return doubles;
  }

  private static UnsupportedCheckpointException refusal(
      String where, String expected, String found) {
    return new UnsupportedCheckpointException(ConfigFile.FILE, where, expected, found);
  }
}
