package dev.ember.app.inside.why;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.sure.SurePlace;
import dev.ember.inference.decode.FinishReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer's text cut into its pieces. */
public final class AnswerPieces {
  /** Behind every character. */
  static final int END = Integer.MAX_VALUE;

  private static final int BEFORE = 14;
  private static final int BEHIND = 10;

  private AnswerPieces() {}

  /**
   * The pieces, in the order of the text; what no trace tells of is missing. An answer that ended
   * by itself has one more for its end.
   */
  public static List<Piece> of(String body, List<AnswerTrace> traces) {
    List<Piece> pieces = new ArrayList<>();
    for (int t = 0; t < traces.size(); t++) {
      addPieces(pieces, body, traces.get(t), t);
    }
    return pieces;
  }

  private static void addPieces(List<Piece> pieces, String body, AnswerTrace trace, int t) {
    int first = 0; // of the tokens of one character
    for (int i = 0; i < trace.tokens(); i++) {
      int start = trace.startOf(first);
      int end = Math.min(trace.endOf(i), body.length());
      if (end > start) {
        pieces.add(new Piece(body.substring(start, end), t, first, start, sure(trace, first)));
        first = i + 1;
      }
    }
    if (trace.replay().reason() == FinishReason.STOP && !trace.byHand()) {
      int end = lastEnd(trace);
      pieces.add(new Piece("", t, trace.tokens(), Math.min(end, body.length()), null));
    }
  }

  private static int lastEnd(AnswerTrace trace) {
    return trace.tokens() == 0 ? trace.startChar() : trace.endOf(trace.tokens() - 1);
  }

  private static @Nullable Float sure(AnswerTrace trace, int token) {
    return trace.sure().isEmpty() ? null : (float) trace.sure().get(token) / AnswerTrace.WHOLE;
  }

  /**
   * Which piece has a character of the text, or the nearest before it; null if there is none.
   *
   * @param offset of the character; {@link #END} for the place where the answer ended
   */
  public static @Nullable Piece at(List<Piece> pieces, int offset) {
    Piece nearest = null;
    for (Piece piece : pieces) {
      if (piece.start() <= offset && (!piece.isEnd() || offset == END)) {
        nearest = piece;
      }
    }
    return nearest;
  }

  /** How sure the model was of them, as far as that is known. */
  public static List<SurePlace> sureness(List<Piece> pieces) {
    List<SurePlace> places = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.sure() != null) {
        places.add(new SurePlace(piece.start(), piece.end(), piece.sure()));
      }
    }
    return places;
  }

  /** Those around one place that a sheet shows beside it. */
  static List<Piece> around(List<Piece> pieces, Piece at) {
    int index = indexOf(pieces, at);
    return pieces.subList(Math.max(0, index - BEFORE), Math.min(pieces.size(), index + 1 + BEHIND));
  }

  /** Where a piece stands among them; -1 if it does not. */
  static int indexOf(List<Piece> pieces, Piece at) {
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i).isAt(at)) {
        return i;
      }
    }
    return -1;
  }

  /** Takes over what is newly known of some of them. */
  static List<Piece> with(List<Piece> pieces, List<Piece> known) {
    List<Piece> all = new ArrayList<>();
    for (Piece piece : pieces) {
      Piece newest = piece;
      for (Piece one : known) {
        newest = one.isAt(piece) ? one : newest;
      }
      all.add(newest);
    }
    return all;
  }
}
