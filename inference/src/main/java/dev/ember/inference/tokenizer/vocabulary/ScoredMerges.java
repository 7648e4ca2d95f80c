package dev.ember.inference.tokenizer.vocabulary;

import dev.ember.inference.tokenizer.Merge;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The merges behind the scores of SentencePiece's BPE: every way to make a piece of two others, the
 * piece with the largest score first.
 *
 * <p>SentencePiece merges the pair whose result scores highest, and of two such pairs the left one.
 * Ranked merges do the same but for ties between two ways to make one piece, where they have an
 * order (as Hugging Face's own conversion has).
 */
final class ScoredMerges {
  /** Longer pieces than any real one; the ways to make one grow with the square of its length. */
  private static final int MAX_PIECE_LENGTH = 512;

  private final Pieces pieces;
  private final Map<String, Integer> mergeable;
  private long[] ways = new long[1024]; // id << 32 | length of the left part
  private int count;

  private ScoredMerges(Pieces pieces) {
    this.pieces = pieces;
    mergeable = pieces.mergeable();
  }

  /** The merges in order of rank; the list reads {@code pieces}, so eight bytes hold a merge. */
  static List<Merge> of(Pieces pieces) {
    ScoredMerges merges = new ScoredMerges(pieces);
    for (int id : merges.byScore()) {
      merges.addWays(id);
    }
    return merges.asList();
  }

  private int[] byScore() {
    Integer[] order = new Integer[mergeable.size()];
    int next = 0;
    for (int id = 0; id < pieces.size(); id++) {
      if (pieces.type(id).merges()) {
        order[next++] = id;
      }
    }
    Arrays.sort(order, (a, b) -> Float.compare(pieces.score(b), pieces.score(a)));
    int[] ids = new int[next];
    for (int i = 0; i < next; i++) {
      ids[i] = order[i];
    }
    return ids;
  }

  private void addWays(int id) {
    String content = pieces.content(id);
    if (content.length() > MAX_PIECE_LENGTH) {
      throw new IllegalArgumentException(
          "expected pieces of at most "
              + MAX_PIECE_LENGTH
              + " characters but found one of "
              + content.length());
    }
    for (int length = content.length() - 1; length > 0; length--) {
      boolean parts =
          mergeable.containsKey(content.substring(0, length))
              && mergeable.containsKey(content.substring(length));
      if (parts) {
        if (count == ways.length) {
          ways = Arrays.copyOf(ways, 2 * count);
        }
        ways[count++] = ((long) id << Integer.SIZE) | length;
      }
    }
  }

  private List<Merge> asList() {
    return new AbstractList<Merge>() {
      @Override
      public Merge get(int rank) {
        String content = pieces.content((int) (ways[rank] >>> Integer.SIZE));
        int length = (int) ways[rank];
        return new Merge(content.substring(0, length), content.substring(length));
      }

      @Override
      public int size() {
        return count;
      }
    };
  }
}
