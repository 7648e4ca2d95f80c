package dev.ember.converter.cli.chat;

import dev.ember.converter.cli.option.GenerationArguments;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads {@code temperature=0.7 top-k=40} by the same names as the options of the command line. */
final class ChatParameters {
  private ChatParameters() {}

  /**
   * {@code options} with the values that {@code text} names.
   *
   * @throws IllegalArgumentException with a sentence for the person
   */
  static GenerationOptions changed(GenerationOptions options, String text) {
    if (text.isBlank()) {
      return options;
    }
    GenerationArguments arguments = new GenerationArguments();
    String[] words = text.strip().split("\\s+");
    for (int i = 0; i < words.length; i++) {
      if (words[i].indexOf('=') < 1) {
        throw new IllegalArgumentException("expected NAME=VALUE but found " + words[i]);
      }
      words[i] = "--" + words[i];
    }
    try {
      new CommandLine(arguments).parseArgs(words);
    } catch (ParameterException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()).replace("--", ""), e);
    }
    return arguments.over(options);
  }

  /** One line that {@link #changed} would read. */
  static String describe(GenerationOptions options) {
    SamplingOptions sampling = options.sampling();
    return "temperature="
        + sampling.temperature()
        + " top-k="
        + sampling.topK()
        + " top-p="
        + sampling.topP()
        + " min-p="
        + sampling.minP()
        + " repetition-penalty="
        + sampling.repetitionPenalty()
        + " repetition-window="
        + sampling.repetitionWindow()
        + " seed="
        + sampling.seed()
        + " max-tokens="
        + options.maxTokens();
  }

  /** The same options for the next turn, with other random numbers. */
  static GenerationOptions withNextSeed(GenerationOptions options) {
    SamplingOptions sampling = options.sampling();
    return new GenerationOptions(
        sampling.withSeed(sampling.seed() + 1), options.maxTokens(), options.stopStrings());
  }
}
