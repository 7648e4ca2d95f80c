package dev.ember.app.inside.why;

import androidx.annotation.StringRes;
import java.util.List;

/** What the sheet shows. */
sealed interface WhyState {

  /** Nobody knows how the answer was drawn. */
  record Unknown() implements WhyState {}

  /** A place is looked at; the chat goes first. */
  record Working(List<Piece> pieces, Piece at) implements WhyState {
    public Working {
      pieces = List.copyOf(pieces);
    }
  }

  /** What came out. */
  record Done(List<Piece> pieces, Piece at, Explained draw) implements WhyState {
    public Done {
      pieces = List.copyOf(pieces);
    }

    /** Whether it differs at most in what is known of the other pieces. */
    boolean isSameDraw(Done other) {
      return at.isAt(other.at) && draw.equals(other.draw);
    }
  }

  /**
   * A replay that cannot be shown.
   *
   * @param sentence why, with a place for {@code part}
   */
  record Refused(@StringRes int sentence, String part) implements WhyState {}

  /** The chat has another model now. */
  record OtherModel() implements WhyState {}

  /**
   * The model broke at a place; another can be asked, or the same again.
   *
   * @param sentence what broke, with a place for {@code detail}
   */
  record Failed(List<Piece> pieces, Piece at, @StringRes int sentence, String detail)
      implements WhyState {
    public Failed {
      pieces = List.copyOf(pieces);
    }
  }
}
