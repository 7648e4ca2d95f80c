package dev.ember.inference.tokenizer;

/** Where a part of a text stands that is to be cut: what opens a text with a space asks. */
enum TextPart {
  /** The text begins with it. */
  FIRST,

  /** Behind an added token or a cut. */
  LATER,

  /** It goes on where text ended. */
  CONTINUED
}
