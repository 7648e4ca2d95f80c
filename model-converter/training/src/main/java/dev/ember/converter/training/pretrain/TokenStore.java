package dev.ember.converter.training.pretrain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Documents as tokens, all of them in memory at two bytes a token, or at three where a vocabulary
 * has more than 65,536. Position p of a document reads its token p and is to predict token p + 1,
 * so a document of n tokens has n - 1 positions.
 */
final class TokenStore {
  /** Of one piece; a corpus may have more tokens than an array can hold. */
  private static final int PIECE_TOKENS = 1 << 24;

  private char[][] pieces = new char[1][];
  private byte[] @Nullable [] above = new byte[1][]; // bits 16 to 23, of pieces that have such
  private long[] starts = new long[1 << 10]; // [documents + 1]
  private int documents;

  /** Adds a document of at least two tokens. */
  void add(int[] tokens) {
    if (documents + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    long at = starts[documents];
    for (int token : tokens) {
      put(at++, token);
    }
    starts[++documents] = at;
  }

  /** How many documents there are. */
  int documents() {
    return documents;
  }

  /** All tokens of all documents. */
  long tokens() {
    return starts[documents];
  }

  /** Positions of a document. */
  int positions(int document) {
    return (int) (starts[document + 1] - starts[document]) - 1;
  }

  /** A token of a document. */
  int token(int document, int index) {
    long at = starts[document] + index;
    int piece = (int) (at / PIECE_TOKENS);
    int place = (int) (at % PIECE_TOKENS);
    int low = pieces[piece][place];
    byte[] high = above[piece];
    return high == null ? low : (high[place] & 0xFF) << Character.SIZE | low;
  }

  private void put(long at, int token) {
    int piece = (int) (at / PIECE_TOKENS);
    if (piece == pieces.length) {
      pieces = Arrays.copyOf(pieces, 2 * piece);
      above = Arrays.copyOf(above, 2 * piece);
    }
    if (pieces[piece] == null) {
      pieces[piece] = new char[PIECE_TOKENS];
    }
    int place = (int) (at % PIECE_TOKENS);
    pieces[piece][place] = (char) token;
    if (token > Character.MAX_VALUE) {
      byte[] high = above[piece];
      if (high == null) {
        high = new byte[PIECE_TOKENS];
        above[piece] = high;
      }
      high[place] = (byte) (token >> Character.SIZE);
    }
  }
}
