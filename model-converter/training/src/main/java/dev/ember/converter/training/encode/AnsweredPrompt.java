package dev.ember.converter.training.encode;

import dev.ember.converter.training.model.Batch;
import java.util.Arrays;
import java.util.List;

/** A prompt and one answer to it, as tokens; the answer ends with the mark that ends a turn. */
public final class AnsweredPrompt {
  private final int[] tokens; // [T]
  private final int promptLength;

  /**
   * @param tokens of the prompt, then of the answer
   * @param promptLength tokens of the prompt, at least 1 and fewer than all
   */
  public AnsweredPrompt(int[] tokens, int promptLength) {
    if (promptLength < 1 || promptLength >= tokens.length) {
      throw new IllegalArgumentException(
          "expected a prompt and an answer but found a prompt of "
              + promptLength
              + " of "
              + tokens.length
              + " tokens");
    }
    this.tokens = tokens;
    this.promptLength = promptLength;
  }

  /** All tokens, {@code [T]}. */
  public int[] tokens() {
    return tokens;
  }

  /** The tokens of the prompt alone. */
  public int[] prompt() {
    return Arrays.copyOf(tokens, promptLength);
  }

  /** The tokens of the answer alone. */
  public int[] answer() {
    return Arrays.copyOfRange(tokens, promptLength, tokens.length);
  }

  public int promptLength() {
    return promptLength;
  }

  public int answerLength() {
    return tokens.length - promptLength;
  }

  /**
   * One answer a row, padded behind to the longest. Every token is an input, the last too; scored
   * are the positions before the tokens of the answers, row after row.
   *
   * @param padding a token for the positions behind an answer, which nobody sees
   */
  public static Batch batch(List<AnsweredPrompt> answers, int padding) {
    int length = answers.stream().mapToInt(answer -> answer.tokens.length).max().orElse(0);
    int rows = answers.size();
    int[] tokens = new int[rows * length];
    int[] targets = new int[rows * length];
    int[] documents = new int[rows * length]; // padding is document 0
    Arrays.fill(tokens, padding);
    Arrays.fill(targets, Batch.IGNORED);
    for (int row = 0; row < rows; row++) {
      AnsweredPrompt answer = answers.get(row);
      int count = answer.tokens.length;
      int from = row * length;
      System.arraycopy(answer.tokens, 0, tokens, from, count);
      Arrays.fill(documents, from, from + count, 1);
      for (int i = answer.promptLength; i < count; i++) {
        targets[from + i - 1] = answer.tokens[i];
      }
    }
    return new Batch(rows, length, tokens, targets, documents);
  }

  /** Where the last token of each answer lies in {@link #batch}, {@code [rows]}. */
  public static int[] lastPositions(List<AnsweredPrompt> answers) {
    int length = answers.stream().mapToInt(answer -> answer.tokens.length).max().orElse(0);
    int[] last = new int[answers.size()];
    for (int row = 0; row < last.length; row++) {
      last[row] = row * length + answers.get(row).tokens.length - 1;
    }
    return last;
  }
}
