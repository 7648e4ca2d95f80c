package dev.ember.inference.observe;

import dev.ember.inference.model.DecoderConfig;
import java.util.List;

/**
 * What to keep of a text's way through a model. Norms of the stream are always kept, for they cost
 * next to nothing. Attention is kept of all positions of the text: whoever wants fewer gives a
 * shorter text, for a position never looks at those behind it.
 *
 * @param layers whose attention is kept, from 0
 * @param heads whose attention is kept in each of these layers, from 0
 * @param lensPositions at which each layer is asked what it would say next
 * @param lensCandidates how many tokens it may name, at least 1
 */
public record ObservationRequest(
    List<Integer> layers, List<Integer> heads, List<Integer> lensPositions, int lensCandidates) {

  /** As many as a screen shows in a column. */
  private static final int LENS_CANDIDATES = 5;

  public ObservationRequest {
    layers = List.copyOf(layers);
    heads = List.copyOf(heads);
    lensPositions = List.copyOf(lensPositions);
    if (lensCandidates < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 candidate of the lens but found " + lensCandidates);
    }
  }

  /** The attention of every head of every layer, and no lens. */
  public static ObservationRequest allAttention(DecoderConfig config) {
    return new ObservationRequest(
        upTo(config.layers()), upTo(config.heads()), List.of(), LENS_CANDIDATES);
  }

  /** One layer's attention, all heads, and no lens. */
  public static ObservationRequest attentionOf(int layer, DecoderConfig config) {
    return new ObservationRequest(List.of(layer), upTo(config.heads()), List.of(), LENS_CANDIDATES);
  }

  /** What each layer would say next at these positions, and no attention. */
  public static ObservationRequest lens(List<Integer> positions, int candidates) {
    return new ObservationRequest(List.of(), List.of(), positions, candidates);
  }

  /**
   * Bytes that an observation of a text of T tokens takes at most while it is made: what is kept,
   * the stream and a layer's scratch. The model's weights are read a few at a time beside it.
   */
  public long bytes(DecoderConfig config, int tokens) {
    long maps = (long) layers.size() * heads.size() * AttentionMap.values(tokens);
    long norms = (long) LayerNorms.KINDS * config.layers() * tokens;
    long lens = (long) lensPositions.size() * (config.layers() + 1) * config.hidden();
    long lensLogits = lensPositions.isEmpty() ? 0 : (long) Lens.ROWS * config.vocabulary();
    long columns =
        5L * config.hidden() // the stream, twice normed, projected, transposed
            + config.qkvRows()
            + 2L * config.kvSize()
            + config.attentionSize()
            + config.gateUpRows()
            + 2L * config.feedForward();
    return Float.BYTES * (maps + norms + lens + lensLogits + columns * tokens + config.context());
  }

  /**
   * Checks that the model has what is asked for.
   *
   * @throws IllegalArgumentException naming the first number that it has not
   */
  void requireWithin(DecoderConfig config, int tokens) {
    requireBelow("layer", layers, config.layers());
    requireBelow("head", heads, config.heads());
    requireBelow("position", lensPositions, tokens);
  }

  private static void requireBelow(String what, List<Integer> numbers, int bound) {
    for (int number : numbers) {
      if (number < 0 || number >= bound) {
        throw new IllegalArgumentException(
            "expected a " + what + " from 0 to " + (bound - 1) + " but found " + number);
      }
    }
  }

  private static List<Integer> upTo(int bound) {
    Integer[] numbers = new Integer[bound];
    for (int i = 0; i < bound; i++) {
      numbers[i] = i;
    }
    return List.of(numbers);
  }
}
