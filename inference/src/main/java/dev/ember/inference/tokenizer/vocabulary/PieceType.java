package dev.ember.inference.tokenizer.vocabulary;

/** What a piece of SentencePiece is, by the number that both its files and GGUF give it. */
enum PieceType {
  NORMAL(1),
  UNKNOWN(2),
  CONTROL(3),
  USER_DEFINED(4),
  UNUSED(5),
  BYTE(6);

  private final int code;

  PieceType(int code) {
    this.code = code;
  }

  static PieceType of(int code) {
    for (PieceType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("expected a type of piece from 1 to 6 but found " + code);
  }

  /** Whether no text becomes such a piece. */
  boolean isSpecial() {
    return this == UNKNOWN || this == CONTROL;
  }

  /** Whether merges may make such a piece or start from it. */
  boolean merges() {
    return this == NORMAL || this == USER_DEFINED;
  }
}
