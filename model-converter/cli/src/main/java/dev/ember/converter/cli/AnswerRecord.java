package dev.ember.converter.cli;

import dev.ember.inference.decode.GenerationListener;
import java.util.Arrays;
import java.util.function.Consumer;

/** Passes an answer's text on and remembers its tokens. */
final class AnswerRecord implements GenerationListener {
  private static final int FIRST_CAPACITY = 64;

  private final Consumer<String> text;
  private int[] tokens = new int[FIRST_CAPACITY]; // the first count are the answer's
  private int count;

  AnswerRecord(Consumer<String> text) {
    this.text = text;
  }

  @Override
  public void onToken(int token, int generated) {
    if (count == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * count);
    }
    tokens[count++] = token;
  }

  @Override
  public void onText(String delta) {
    text.accept(delta);
  }

  int[] tokens() {
    return Arrays.copyOf(tokens, count);
  }
}
