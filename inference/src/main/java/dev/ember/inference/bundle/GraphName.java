package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;

/** The names of {@code model.tflite}'s signatures and of their inputs and outputs. */
public final class GraphName {
  /** One token in, its logits out. */
  public static final String DECODE = "decode";

  /** Many tokens in, no logits. */
  public static final String PREFILL = "prefill";

  /** A few tokens in, the logits of each out: for the end of a prompt, and for guesses. */
  public static final String VERIFY = "verify";

  /** {@code [1, T, E]}. */
  public static final String EMBEDDINGS = "embeddings";

  /** {@code [1, 1, V]}, of {@link #VERIFY} {@code [1, T, V]}. */
  public static final String LOGITS = "logits";

  private GraphName() {}

  /**
   * A signature over caches of {@code context} positions: with the bundle's whole context it is
   * called by its kind alone, otherwise {@code "decode_c256"}.
   */
  public static String signature(String kind, int context, DecoderConfig config) {
    return context == config.context() ? kind : kind + "_c" + context;
  }

  /** {@code [1, T, 1, D]} of a table of {@link DecoderConfig#attention}. */
  public static String ropeCos(int table) {
    return table == 0 ? "rope_cos" : "rope_cos_" + table;
  }

  /** {@code [1, T, 1, D]} of a table of {@link DecoderConfig#attention}. */
  public static String ropeSin(int table) {
    return table == 0 ? "rope_sin" : "rope_sin_" + table;
  }

  /** {@code [1, 1, T, C + T]}, shared by all layers that see as much as this one. */
  public static String mask(DecoderConfig config, int layer) {
    int window = config.window(layer);
    return window == config.context() ? "mask" : "mask_" + window;
  }

  /** {@code [1, K, D, C]}, transposed. */
  public static String keys(int layer) {
    return "k_" + layer;
  }

  /** {@code [1, K, C, D]}. */
  public static String values(int layer) {
    return "v_" + layer;
  }

  /** {@code [1, K, D, T]}. */
  public static String newKeys(int layer) {
    return "k_new_" + layer;
  }

  /** {@code [1, K, T, D]}. */
  public static String newValues(int layer) {
    return "v_new_" + layer;
  }
}
