package dev.ember.converter.training.distil;

import dev.ember.inference.sample.SamplingOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a teacher that writes. */
final class WritingArguments {
  private static final int LEAST_CHARACTERS = 12;
  private static final int MOST_CHARACTERS = 1500;
  private static final float TOP_P = 0.95f;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "what the teacher is asked: text, a chat a line, or JSON Lines")
  private @Nullable Path prompts;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "where the chats go, JSON Lines; what is there is gone on with")
  private @Nullable Path target;

  @Option(
      names = "--count",
      defaultValue = "1000",
      paramLabel = "N",
      description = "answers to ask for (default: ${DEFAULT-VALUE})")
  private int count = 1000;

  @Option(
      names = "--answer-tokens",
      defaultValue = "160",
      paramLabel = "N",
      description = "the most tokens of an answer (default: ${DEFAULT-VALUE})")
  private int mostTokens = 160;

  @Option(
      names = "--warmth",
      defaultValue = "0.7",
      description = "temperature to write at (default: ${DEFAULT-VALUE})")
  private float warmth = 0.7f;

  @Option(
      names = "--most-nats",
      defaultValue = "2.5",
      description =
          "mean surprise of the teacher at its own tokens above which an answer is nonsense"
              + " (default: ${DEFAULT-VALUE})")
  private double mostNats = 2.5;

  /**
   * @throws IllegalArgumentException if nothing is asked for
   */
  void check() {
    if (count < 1) {
      throw new IllegalArgumentException("expected --count of at least 1 but found " + count);
    }
  }

  boolean isAsked() {
    return prompts != null || target != null;
  }

  /**
   * @throws IllegalArgumentException if it was not given
   */
  Path prompts() {
    return given(prompts, "--prompts");
  }

  /**
   * @throws IllegalArgumentException if it was not given
   */
  Path target() {
    return given(target, "--write");
  }

  int count() {
    return count;
  }

  int mostTokens() {
    return mostTokens;
  }

  SamplingOptions sampling() {
    return new SamplingOptions(warmth, 0, TOP_P, 0, 1, 0, 0);
  }

  WritingFilter filter() {
    return new WritingFilter(LEAST_CHARACTERS, MOST_CHARACTERS, mostNats);
  }

  private static Path given(@Nullable Path path, String name) {
    if (path == null) {
      throw new IllegalArgumentException("expected " + name + " as well");
    }
    return path;
  }
}
