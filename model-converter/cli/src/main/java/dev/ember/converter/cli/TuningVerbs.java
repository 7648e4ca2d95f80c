package dev.ember.converter.cli;

import picocli.CommandLine.Command;

/** The stages that stand on a tuned model, and what looks at all of them. */
final class TuningVerbs {
  private TuningVerbs() {}

  @Command(name = "reward", description = "Learn which of two answers is better.")
  static final class Reward extends TrainerVerb {}

  @Command(name = "rlhf", description = "Please a reward model without leaving the start (PPO).")
  static final class Rlhf extends TrainerVerb {}

  @Command(name = "dpo", description = "Learn from better and worse answers directly.")
  static final class Dpo extends TrainerVerb {}

  @Command(name = "distil", description = "Learn from a teacher: its distributions, or its words.")
  static final class Distil extends TrainerVerb {}

  @Command(name = "eval", description = "Judge models: loss, pairs, rules, win rates, samples.")
  static final class Eval extends TrainerVerb {}

  @Command(name = "compare", description = "Print what models answer to the same words.")
  static final class Compare extends TrainerVerb {}

  @Command(name = "report", description = "Draw a run as one page.")
  static final class Report extends TrainerVerb {}

  @Command(name = "checkpoint", description = "Write a model to go on from, at half the size.")
  static final class Checkpoint extends TrainerVerb {}
}
