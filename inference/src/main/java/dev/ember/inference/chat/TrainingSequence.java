package dev.ember.inference.chat;

import dev.ember.inference.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The tokens of a chat and which of them the model is to learn to write: the assistant's words and
 * the token that ends its turn.
 */
public final class TrainingSequence {
  private final int[] tokens; // [T]
  private final boolean[] answers; // [T]

  private TrainingSequence(int[] tokens, boolean[] answers) {
    this.tokens = tokens;
    this.answers = answers;
  }

  public int length() {
    return tokens.length;
  }

  /** All tokens, {@code [T]}, a copy. */
  public int[] tokens() {
    return tokens.clone();
  }

  /**
   * Whether each token is the assistant's, {@code [T]}, a copy: true at position t means that the
   * prediction of token t from those before it counts in the loss.
   */
  public boolean[] answerMask() {
    return answers.clone();
  }

  /** How many tokens count in the loss. */
  public int answerTokens() {
    int count = 0;
    for (boolean answer : answers) {
      count += answer ? 1 : 0;
    }
    return count;
  }

  /** Collects prompts and answers in turn. */
  static final class Builder {
    private final Tokenizer tokenizer;
    private final BitSet answers = new BitSet();
    private int[] tokens = {};

    Builder(Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
    }

    void addPrompt(int[] ids) {
      int start = tokens.length;
      tokens = Arrays.copyOf(tokens, start + ids.length);
      System.arraycopy(ids, 0, tokens, start, ids.length);
    }

    /** Marks up to the last special token, the end of the turn; all where there is none. */
    void addAnswer(int[] ids) {
      int end = ids.length;
      for (int i = ids.length - 1; i >= 0; i--) {
        if (tokenizer.isSpecial(ids[i])) {
          end = i + 1;
          break;
        }
      }
      answers.set(tokens.length, tokens.length + end);
      addPrompt(ids);
    }

    TrainingSequence build() {
      if (answers.isEmpty()) {
        throw new IllegalArgumentException("expected an answer to learn from but found none");
      }
      boolean[] mask = new boolean[tokens.length];
      answers.stream().forEach(at -> mask[at] = true);
      return new TrainingSequence(tokens, mask);
    }
  }
}
