package dev.ember.inference.tokenizer;

/**
 * A token that is found in the text as it stands, before any splitting.
 *
 * @param id its place in the vocabulary
 * @param content its name: {@code "<|im_end|>"}
 * @param special whether only a template may write it; otherwise a user's text may, too
 * @param stripsLeft whether it swallows white space before it
 * @param stripsRight whether it swallows white space after it
 * @param normalized whether it is looked for after normalization instead of before
 * @param wholeWord whether it is found only where no letter, digit or underscore stands beside it
 */
public record AddedToken(
    int id,
    String content,
    boolean special,
    boolean stripsLeft,
    boolean stripsRight,
    boolean normalized,
    boolean wholeWord) {

  public AddedToken {
    if (content.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a name for added token " + id + " but found \"\"");
    }
  }

  /** A special token without flags, as templates use them. */
  public static AddedToken special(int id, String content) {
    return new AddedToken(id, content, true, false, false, false, false);
  }

  /** A token without flags that anybody may write. */
  public static AddedToken ordinary(int id, String content) {
    return new AddedToken(id, content, false, false, false, false, false);
  }

  /** The same token under another name. */
  AddedToken withContent(String other) {
    return new AddedToken(id, other, special, stripsLeft, stripsRight, normalized, wholeWord);
  }
}
