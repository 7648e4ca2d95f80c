package dev.ember.converter.training.rlhf;

import dev.ember.converter.training.encode.AnsweredPrompt;
import java.util.List;

/**
 * One answer of a round and what it taught, token by token.
 *
 * <p>{@code T} is the number of tokens of the answer.
 */
final class Experience {
  private final AnsweredPrompt answer;
  private final double[] logProbabilities; // [T]
  private final double[] values; // [T]
  private final double[] advantages; // [T]

  /**
   * @param logProbabilities of the tokens under the policy that wrote them, {@code [T]}
   * @param values expected before each token at that time, in units of reward, {@code [T]}
   * @param advantages not whitened, {@code [T]}
   */
  Experience(
      AnsweredPrompt answer, double[] logProbabilities, double[] values, double[] advantages) {
    this.answer = answer;
    this.logProbabilities = logProbabilities;
    this.values = values;
    this.advantages = advantages;
  }

  AnsweredPrompt answer() {
    return answer;
  }

  static List<AnsweredPrompt> answers(List<Experience> some) {
    return some.stream().map(Experience::answer).toList();
  }

  /** Of all tokens, answer after answer, {@code [N]}. */
  static double[] logProbabilities(List<Experience> some) {
    return joined(some.stream().map(one -> one.logProbabilities).toList());
  }

  /** Of all tokens, answer after answer, {@code [N]}. */
  static double[] values(List<Experience> some) {
    return joined(some.stream().map(one -> one.values).toList());
  }

  /** Of all tokens, answer after answer, {@code [N]}. */
  static double[] advantages(List<Experience> some) {
    return joined(some.stream().map(one -> one.advantages).toList());
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
  }
}
