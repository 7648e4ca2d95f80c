package dev.ember.app.inside.step;

import dev.ember.inference.decode.StreamingDetokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the reader's own text.
 *
 * @param ends for each token, how many characters are there once it is; a character of several
 *     tokens is there with its last
 * @param ended whether the model has ended the text
 */
record StepText(String text, List<Integer> tokens, List<Integer> ends, boolean ended) {

  StepText {
    tokens = List.copyOf(tokens);
    ends = List.copyOf(ends);
  }

  /** The same tokens, spelled out. */
  static StepText of(Tokenizer tokenizer, List<Integer> tokens, boolean ended) {
    StreamingDetokenizer all = new StreamingDetokenizer(tokenizer);
    StringBuilder text = new StringBuilder();
    List<Integer> ends = new ArrayList<>();
    for (int token : tokens) {
      text.append(all.append(token));
      ends.add(text.length());
    }
    return new StepText(text.toString(), tokens, ends, ended);
  }

  /** Where in the text a token begins; its end for the token behind the last. */
  int start(int token) {
    return token == 0 ? 0 : ends.get(token - 1);
  }

  /** Whether neither is further on than the other; an end is a step beyond the last token. */
  boolean isAsLongAs(StepText other) {
    return tokens.size() == other.tokens.size() && ended == other.ended;
  }

  /**
   * The index of the first token that the other text has otherwise, or does not have because it has
   * ended; null as long as one of them only is further on.
   */
  @Nullable Integer partsFrom(StepText other) {
    int common = Math.min(tokens.size(), other.tokens.size());
    for (int i = 0; i < common; i++) {
      if (!tokens.get(i).equals(other.tokens.get(i))) {
        return i;
      }
    }
    boolean longer = tokens.size() > common && other.ended;
    boolean shorter = other.tokens.size() > common && ended;
    return longer || shorter ? Integer.valueOf(common) : null;
  }
}
