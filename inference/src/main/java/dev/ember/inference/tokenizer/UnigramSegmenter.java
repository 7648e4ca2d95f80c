package dev.ember.inference.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * The most probable pieces of a text, found by Viterbi's algorithm: for each place the best way to
 * come there. A character that no piece covers costs more than any piece, and becomes bytes or the
 * unknown token.
 */
final class UnigramSegmenter implements Segmenter {
  /** What SentencePiece takes off the smallest score for an unknown character. */
  private static final double UNKNOWN_PENALTY = 10;

  private static final int NOT_REACHED = -1;

  private final UnigramModel model;
  private final CharTrie trie;
  private final ByteTokens byteTokens;
  private final double unknownScore;

  UnigramSegmenter(UnigramModel model, BitSet specials) {
    this.model = model;
    byteTokens = new ByteTokens(model.vocabulary());
    trie = new CharTrie();
    double smallest = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, Integer> piece : model.vocabulary().entrySet()) {
      smallest = Math.min(smallest, model.score(piece.getValue()));
      if (matchesText(piece.getKey(), piece.getValue(), specials)) {
        trie.put(piece.getKey(), piece.getValue());
      }
    }
    unknownScore = smallest - UNKNOWN_PENALTY;
  }

  /** Special pieces and those of bytes are no text, though they have names. */
  private boolean matchesText(String content, int id, BitSet specials) {
    boolean names =
        specials.get(id)
            || id == model.unknownId()
            || (model.byteFallback() && ByteTokens.byteOf(content) != ByteTokens.NO_BYTE);
    return !names && !content.isEmpty();
  }

  @Override
  public void encode(String piece, IntList ids) {
    Path path = new Path(piece.length());
    for (int at = 0; at < piece.length(); ) {
      int next = at + Character.charCount(piece.codePointAt(at));
      boolean covered = false;
      int node = CharTrie.ROOT;
      for (int end = at; end < piece.length(); ) {
        node = trie.child(node, piece.charAt(end++));
        if (node == CharTrie.NONE) {
          break;
        }
        int id = trie.value(node);
        if (id != CharTrie.NONE) {
          path.offer(at, end, id, model.score(id));
          covered = covered || end == next;
        }
      }
      if (!covered) {
        path.offer(at, next, model.unknownId(), unknownScore);
      }
      at = next;
    }
    append(piece, path, ids);
  }

  private void append(String piece, Path path, IntList ids) {
    int[] ends = path.ends(piece.length());
    boolean afterUnknown = false;
    for (int end : ends) {
      int id = path.ids[end];
      boolean known = id != model.unknownId() && id != UnigramModel.NO_UNKNOWN;
      if (known) {
        ids.add(id);
      } else {
        byte[] bytes = piece.substring(path.starts[end], end).getBytes(StandardCharsets.UTF_8);
        known = model.byteFallback() && byteTokens.addAll(bytes, ids);
        if (!known && !afterUnknown && model.unknownId() != UnigramModel.NO_UNKNOWN) {
          ids.add(model.unknownId());
        }
      }
      afterUnknown = !known;
    }
  }

  /** The best way to each place of a text. */
  private static final class Path {
    private final double[] scores; // [n + 1] of the best way that ends there
    private final int[] starts; // [n + 1] of its last piece
    private final int[] ids; // [n + 1] of its last piece

    Path(int length) {
      scores = new double[length + 1];
      starts = new int[length + 1];
      ids = new int[length + 1];
      Arrays.fill(starts, NOT_REACHED);
    }

    void offer(int start, int end, int id, double score) {
      double sum = scores[start] + score;
      if (starts[end] == NOT_REACHED || sum > scores[end]) {
        scores[end] = sum;
        starts[end] = start;
        ids[end] = id;
      }
    }

    /** The ends of the pieces of the best way to {@code length}, in order. */
    int[] ends(int length) {
      int count = 0;
      for (int end = length; end > 0; end = starts[end]) {
        count++;
      }
      int[] ends = new int[count];
      for (int end = length; end > 0; end = starts[end]) {
        ends[--count] = end;
      }
      return ends;
    }
  }
}
