package dev.ember.converter.cli.option;

import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * How an answer is drawn and where it ends. What is not given stays as the model's bundle or the
 * running chat has it.
 */
public final class GenerationArguments {
  /** Ends an answer that would not end by itself; a few screens of text. */
  public static final int DEFAULT_MAX_TOKENS = 512;

  /** Of the options, by their fields. */
  private static final Map<String, String> NAMES =
      Map.of(
          "temperature", "temperature",
          "topK", "top-k",
          "topP", "top-p",
          "minP", "min-p",
          "repetitionPenalty", "repetition-penalty",
          "repetitionWindow", "repetition-window",
          "maxTokens", "max-tokens");

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "0 takes the likeliest token, up to 2.")
  private @Nullable Float temperature;

  @Option(names = "--top-k", paramLabel = "K", description = "Keep the K likeliest; 0: all.")
  private @Nullable Integer topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Keep the likeliest that reach P together; 1: all.")
  private @Nullable Float topP;

  @Option(
      names = "--min-p",
      paramLabel = "P",
      description = "Keep those at least P times as likely as the best; 0: all.")
  private @Nullable Float minP;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "R",
      description = "Make recent tokens less likely; 1: no.")
  private @Nullable Float repetitionPenalty;

  @Option(
      names = "--repetition-window",
      paramLabel = "N",
      description = "How many tokens count as recent.")
  private @Nullable Integer repetitionWindow;

  @Option(names = "--seed", paramLabel = "S", description = "The same seed, the same answer.")
  private @Nullable Long seed;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "End the answer after N tokens (default: " + DEFAULT_MAX_TOKENS + ").")
  private @Nullable Integer maxTokens;

  /** The defaults for a model whose bundle asks for {@code sampling}. */
  public static GenerationOptions defaults(SamplingOptions sampling) {
    return new GenerationOptions(sampling, DEFAULT_MAX_TOKENS, List.of());
  }

  public boolean hasSeed() {
    return seed != null;
  }

  /** Where to end an answer; null if it was not given. */
  public @Nullable Integer maxTokens() {
    return maxTokens;
  }

  /**
   * The options with what was given here in place of {@code base}'s.
   *
   * @throws IllegalArgumentException if a value is out of its range, by its name without dashes
   */
  public GenerationOptions over(GenerationOptions base) {
    try {
      return unnamed(base);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(named(String.valueOf(e.getMessage()), ""), e);
    }
  }

  /** What goes wrong there is said of fields, which nobody who types an option knows. */
  private GenerationOptions unnamed(GenerationOptions base) {
    SamplingOptions old = base.sampling();
    SamplingOptions sampling =
        new SamplingOptions(
            or(temperature, old.temperature()),
            or(topK, old.topK()),
            or(topP, old.topP()),
            or(minP, old.minP()),
            or(repetitionPenalty, old.repetitionPenalty()),
            or(repetitionWindow, old.repetitionWindow()),
            or(seed, old.seed()));
    return new GenerationOptions(sampling, or(maxTokens, base.maxTokens()), base.stopStrings());
  }

  /**
   * As {@link #over(GenerationOptions)} for a command's own arguments: a bad value is bad usage.
   */
  public GenerationOptions over(GenerationOptions base, CommandSpec command) {
    try {
      return unnamed(base);
    } catch (IllegalArgumentException e) {
      String message = named(String.valueOf(e.getMessage()), "--");
      throw new ParameterException(command.commandLine(), message, e);
    }
  }

  private static String named(String message, String dashes) {
    String said = message;
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      said = said.replaceAll("\\b" + name.getKey() + "\\b", dashes + name.getValue());
    }
    return said;
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given != null ? given : otherwise;
  }
}
