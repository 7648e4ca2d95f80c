package dev.ember.converter.training.rlhf;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Where the prompts of a round come from. */
final class PromptSource {
  /** Draws in a row that may be too long before the window is at fault. */
  private static final int PATIENCE = 1000;

  private final Function<SplittableRandom, int[]> draw;
  private final int longest;

  /**
   * @param draw a prompt as tokens, by nothing but the random source
   * @param longest tokens of a prompt; longer ones are left out
   */
  PromptSource(Function<SplittableRandom, int[]> draw, int longest) {
    this.draw = draw;
    this.longest = longest;
  }

  List<int[]> draw(int count, SplittableRandom random) {
    List<int[]> prompts = new ArrayList<>();
    int refused = 0;
    while (prompts.size() < count) {
      int[] prompt = draw.apply(random);
      if (prompt.length <= longest) {
        prompts.add(prompt);
      } else if (++refused > PATIENCE) {
        throw new IllegalArgumentException(
            "expected prompts of at most " + longest + " tokens but found none");
      }
    }
    return prompts;
  }
}
