package dev.ember.inference.chat.jinja;

/** A piece of a template's source: {@code text} is decoded for strings, raw for the rest. */
record Token(Type type, String text, int line) {
  enum Type {
    DATA,
    PRINT_BEGIN,
    PRINT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean is(Type wanted, String wantedText) {
    return type == wanted && text.equals(wantedText);
  }
}
