package dev.ember.converter.cli.option;

import dev.ember.inference.Engine;
import picocli.CommandLine.Option;

/** Whether an answer may be guessed ahead from what the text says already: prompt lookup. */
public final class GuessArgument {
  @Option(
      names = "--guess",
      description =
          "Guess what the answer repeats of its prompt, and check several tokens at once: faster"
              + " for summaries, edits and code; the same seed need not give the same answer.")
  private boolean guess;

  public boolean isGiven() {
    return guess;
  }

  /** The engine itself, or the same one that guesses; closing that closes this. */
  public Engine over(Engine engine) {
    return guess ? engine.guessing() : engine;
  }
}
