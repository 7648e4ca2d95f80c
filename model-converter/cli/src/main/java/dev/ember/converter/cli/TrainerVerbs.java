package dev.ember.converter.cli;

import picocli.CommandLine.Command;

/** The stages of training, one verb each, in the order in which a model goes through them. */
final class TrainerVerbs {
  private TrainerVerbs() {}

  @Command(name = "tokenizer", description = "Learn a tokenizer from text: byte-level BPE.")
  static final class Tokenizer extends TrainerVerb {}

  @Command(name = "pretrain", description = "Learn to predict the next token of texts and chats.")
  static final class Pretrain extends TrainerVerb {}

  @Command(name = "sft", description = "Tune a model on chats, whole, in part or by LoRA.")
  static final class Sft extends TrainerVerb {}

  @Command(
      name = "corpus",
      description = "Gather public texts, draw chats and stories out of patterns.")
  static final class Corpus extends TrainerVerb {}

  /** The launcher reads {@code bench train} as this too. */
  @Command(name = "bench-train", description = "Measure how fast this machine trains.")
  static final class BenchTrain extends TrainerVerb {}
}
