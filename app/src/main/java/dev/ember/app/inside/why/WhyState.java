package dev.ember.app.inside.why;

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
  }

  /** The chat has another model now. */
  record OtherModel() implements WhyState {}

  /**
   * @param detail what broke, in English
   */
  record Failed(String detail) implements WhyState {}
}
