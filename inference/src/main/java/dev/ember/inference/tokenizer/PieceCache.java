package dev.ember.inference.tokenizer;

import java.util.HashMap;
import java.util.Map;

/**
 * Ids of pieces that a text repeats, for the time of one encoding: most words of a long text come
 * again, and looking one up is cheaper than merging it.
 */
final class PieceCache {
  private static final int MAX_PIECES = 1 << 14;
  private static final int MAX_PIECE_LENGTH = 32;

  private final Segmenter segmenter;
  private final Map<String, int[]> ids = new HashMap<>();

  PieceCache(Segmenter segmenter) {
    this.segmenter = segmenter;
  }

  void encode(String piece, IntList out) {
    if (piece.length() > MAX_PIECE_LENGTH) {
      segmenter.encode(piece, out);
      return;
    }
    int[] known = ids.get(piece);
    if (known != null) {
      for (int id : known) {
        out.add(id);
      }
      return;
    }
    int start = out.size();
    segmenter.encode(piece, out);
    if (ids.size() < MAX_PIECES) {
      ids.put(piece, out.toArray(start));
    }
  }
}
