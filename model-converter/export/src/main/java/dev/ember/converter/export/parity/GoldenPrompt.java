package dev.ember.converter.export.parity;

import java.util.ArrayList;
import java.util.List;

/**
 * A text to compare two models on: the tokens it begins with, which the reference then continues by
 * its own sampling up to a length. What a model writes itself is the kind of text that it meets.
 *
 * @param start at least one token
 * @param length tokens in all
 */
public record GoldenPrompt(List<Integer> start, int length) {
  /** Lengths of the prompts that are made up: within a chunk of prefill, and over its border. */
  private static final List<Integer> SHORT_LENGTHS = List.of(12, 40, 100);

  public GoldenPrompt {
    start = List.copyOf(start);
    if (start.isEmpty() || length < start.size()) {
      throw new IllegalArgumentException(
          "expected 1 to " + length + " first tokens but found " + start.size());
    }
  }

  /**
   * The prompts of a check: those given, cut to the context; some that the model continues from its
   * first token; and one that fills the context to the last position.
   */
  public static List<GoldenPrompt> forModel(
      List<List<Integer>> given, int firstToken, int context) {
    List<GoldenPrompt> prompts = new ArrayList<>();
    for (List<Integer> tokens : given) {
      int count = Math.min(tokens.size(), context);
      prompts.add(new GoldenPrompt(tokens.subList(0, count), count));
    }
    for (int length : SHORT_LENGTHS) {
      if (length < context) {
        prompts.add(new GoldenPrompt(List.of(firstToken), length));
      }
    }
    prompts.add(new GoldenPrompt(List.of(firstToken), context));
    return prompts;
  }
}
