package dev.ember.inference.tokenizer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pieces with the logarithm of their probability; a text becomes the pieces whose sum is largest
 * (Kudo 2018, arXiv 1804.10959). A piece's id is its place. Immutable.
 */
public final class UnigramModel implements SubwordModel {
  static final int NO_UNKNOWN = -1;

  private final Map<String, Integer> vocabulary;
  private final double[] scores; // [pieces]
  private final int unknownId;
  private final boolean byteFallback;

  /**
   * Checks that the parts fit together.
   *
   * @param scores one a piece
   * @param unknownId the piece of characters without one, or negative where there is none
   * @param byteFallback whether such a character becomes the tokens {@code <0x00>} to {@code
   *     <0xFF>} of its bytes instead
   * @throws IllegalArgumentException naming place, expectation and value
   */
  public UnigramModel(List<String> pieces, double[] scores, int unknownId, boolean byteFallback) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String piece : pieces) {
      String place = "$.model.vocab[" + ids.size() + "]";
      TokenizerDefinition.requireId(ids.size(), place);
      if (ids.put(piece, ids.size()) != null) {
        throw new DefinitionException(place, "each piece once", "\"" + piece + "\" twice");
      }
    }
    if (scores.length != pieces.size()) {
      throw new IllegalArgumentException(
          "expected " + pieces.size() + " scores but found " + scores.length);
    }
    if (unknownId >= pieces.size()) {
      throw new DefinitionException(
          "$.model.unk_id", "a piece from 0 to " + (pieces.size() - 1), "" + unknownId);
    }
    vocabulary = Collections.unmodifiableMap(ids);
    this.scores = scores.clone();
    this.unknownId = Math.max(NO_UNKNOWN, unknownId);
    this.byteFallback = byteFallback;
  }

  @Override
  public Map<String, Integer> vocabulary() {
    return vocabulary;
  }

  double score(int id) {
    return scores[id];
  }

  /** The id of the unknown piece, or {@link #NO_UNKNOWN}. */
  int unknownId() {
    return unknownId;
  }

  boolean byteFallback() {
    return byteFallback;
  }
}
