package dev.ember.inference.tokenizer.vocabulary;

import dev.ember.inference.tokenizer.AddedToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces by id: spelling, score and type, as SentencePiece and GGUF list them. */
final class Pieces {
  private final List<String> contents = new ArrayList<>();
  private final List<PieceType> types = new ArrayList<>();
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private float[] scores = new float[1024];

  /**
   * Adds the piece with the next id.
   *
   * @throws IllegalArgumentException if there is one of the same spelling
   */
  void add(String content, float score, PieceType type) {
    int id = contents.size();
    Integer other = ids.put(content, id);
    if (other != null) {
      throw new IllegalArgumentException(
          "expected each token once but found \"" + content + "\" as " + other + " and " + id);
    }
    if (Float.isNaN(score)) {
      throw new IllegalArgumentException("expected a score of token " + id + " but found NaN");
    }
    if (id == scores.length) {
      scores = Arrays.copyOf(scores, 2 * id);
    }
    contents.add(content);
    types.add(type);
    scores[id] = score;
  }

  int size() {
    return contents.size();
  }

  String content(int id) {
    return contents.get(id);
  }

  float score(int id) {
    return scores[id];
  }

  PieceType type(int id) {
    return types.get(id);
  }

  /** All ids by spelling, in order. */
  Map<String, Integer> vocabulary() {
    return ids;
  }

  /** Ids by spelling of the pieces that merges may make. */
  Map<String, Integer> mergeable() {
    Map<String, Integer> mergeable = new HashMap<>(2 * size());
    for (int id = 0; id < size(); id++) {
      if (types.get(id).merges()) {
        mergeable.put(contents.get(id), id);
      }
    }
    return mergeable;
  }

  /** Whether there is a token for each byte. */
  boolean hasBytes() {
    return types.contains(PieceType.BYTE);
  }

  /**
   * Special tokens, and those of the user, which are found in the text as it stands, or if {@code
   * escaped} in the text whose spaces are ▁ by then.
   */
  List<AddedToken> addedTokens(boolean escaped) {
    List<AddedToken> added = new ArrayList<>();
    for (int id = 0; id < size(); id++) {
      if (contents.get(id).isEmpty()) {
        continue;
      }
      if (types.get(id).isSpecial()) {
        added.add(AddedToken.special(id, contents.get(id)));
      } else if (types.get(id) == PieceType.USER_DEFINED) {
        added.add(new AddedToken(id, contents.get(id), false, false, false, escaped, false));
      }
    }
    return added;
  }
}
