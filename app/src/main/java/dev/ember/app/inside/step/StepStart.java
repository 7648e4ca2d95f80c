package dev.ember.app.inside.step;

import dev.ember.inference.tokenizer.Tokenizer;
import java.util.List;

/**
 * What stands before the first token that is put behind it.
 *
 * @param text the reader's own, or empty
 * @param tokens those of a chat, where a place of it was asked for, else empty
 */
record StepStart(String text, List<Integer> tokens) {
  /** Nothing yet. */
  static final StepStart NONE = new StepStart("", List.of());

  StepStart {
    tokens = List.copyOf(tokens);
  }

  static StepStart of(String text) {
    return new StepStart(text, List.of());
  }

  boolean isEmpty() {
    return text.isEmpty() && tokens.isEmpty();
  }

  /** As the model reads it. */
  int[] encoded(Tokenizer tokenizer) {
    return tokens.isEmpty()
        ? tokenizer.encodeFramed(text)
        : tokens.stream().mapToInt(Integer::intValue).toArray();
  }
}
