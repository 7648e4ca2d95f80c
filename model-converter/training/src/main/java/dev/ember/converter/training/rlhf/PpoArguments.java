package dev.ember.converter.training.rlhf;

import picocli.CommandLine.Option;

/** The options of PPO. */
final class PpoArguments {
  private static final double CLIP = 0.2;
  private static final double VALUE_SHARE = 0.1;
  private static final double GAMMA = 1;
  private static final double LAMBDA = 0.95;
  private static final double UNFINISHED_PENALTY = 1;

  @Option(
      names = "--answers",
      defaultValue = "32",
      paramLabel = "N",
      description = "answers written in a round (default: ${DEFAULT-VALUE})")
  private int answers = 32;

  @Option(
      names = "--passes",
      defaultValue = "4",
      paramLabel = "N",
      description = "passes over the answers of a round (default: ${DEFAULT-VALUE})")
  private int passes = 4;

  @Option(
      names = "--minibatches",
      defaultValue = "2",
      paramLabel = "N",
      description = "steps of the optimizer in a pass (default: ${DEFAULT-VALUE})")
  private int minibatches = 2;

  @Option(
      names = "--answer-tokens",
      defaultValue = "96",
      paramLabel = "N",
      description = "the most tokens of an answer (default: ${DEFAULT-VALUE})")
  private int mostTokens = 96;

  @Option(
      names = "--kl",
      defaultValue = "0.05",
      paramLabel = "R",
      description = "first price of a nat of divergence (default: ${DEFAULT-VALUE})")
  private double klCoefficient = 0.05;

  @Option(
      names = "--kl-target",
      defaultValue = "6",
      paramLabel = "NATS",
      description = "divergence of an answer that is aimed at (default: ${DEFAULT-VALUE})")
  private double klTarget = 6;

  @Option(
      names = "--kl-horizon",
      defaultValue = "2000",
      paramLabel = "N",
      description = "answers over which the price follows (default: ${DEFAULT-VALUE})")
  private double klHorizon = 2000;

  /**
   * Checked options.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  PpoOptions options() {
    return new PpoOptions(
        answers,
        passes,
        minibatches,
        mostTokens,
        CLIP,
        VALUE_SHARE,
        GAMMA,
        LAMBDA,
        klCoefficient,
        klTarget,
        klHorizon,
        UNFINISHED_PENALTY);
  }
}
