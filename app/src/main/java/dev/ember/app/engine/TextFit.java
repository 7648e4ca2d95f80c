package dev.ember.app.engine;

import dev.ember.inference.tokenizer.Tokenizer;

/**
 * How much of a text a model can read beside what else stands in its window: the answer, the system
 * prompt, a question and the marks of the template.
 */
final class TextFit {
  /** An answer is promised this part of the window, as a conversation promises it. */
  private static final int ANSWER_PART = 4;

  /** A question of two lines, the marks of three messages, the name of the file. */
  private static final int AROUND_TOKENS = 96;

  /** In a small window the question is short too. */
  private static final int AROUND_PART = 6;

  /** No token of a text that people write is longer; more than this is not even looked at. */
  private static final int MOST_CHARS_OF_A_TOKEN = 16;

  private final Tokenizer tokenizer;
  private final int room;

  private TextFit(Tokenizer tokenizer, int room) {
    this.tokenizer = tokenizer;
    this.room = Math.max(0, room);
  }

  static TextFit of(Tokenizer tokenizer, int windowTokens, int maxTokens) {
    int answer = Math.min(maxTokens, windowTokens / ANSWER_PART);
    int around = Math.min(AROUND_TOKENS, windowTokens / AROUND_PART);
    return new TextFit(tokenizer, windowTokens - answer - around);
  }

  TextFit beside(String systemPrompt) {
    return new TextFit(tokenizer, room - tokenizer.encode(systemPrompt).length);
  }

  /** The longest beginning that fits; it ends at a line's end if that costs at most a quarter. */
  int chars(String text) {
    int most = (int) Math.min(text.length(), (long) room * MOST_CHARS_OF_A_TOKEN);
    if (fits(text, most)) {
      return wholeCharacter(text, most);
    }
    int low = 0;
    int high = most;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (fits(text, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    int line = text.lastIndexOf('\n', low - 1) + 1;
    return wholeCharacter(text, line > low - low / 4 ? line : low);
  }

  private boolean fits(String text, int chars) {
    return tokenizer.encode(text.substring(0, chars)).length <= room;
  }

  private static int wholeCharacter(String text, int end) {
    boolean split =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return split ? end - 1 : end;
  }
}
