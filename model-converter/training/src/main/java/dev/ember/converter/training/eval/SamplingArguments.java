package dev.ember.converter.training.eval;

import dev.ember.converter.training.run.RunSettings;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the answers that are judged are drawn, and how often. */
final class SamplingArguments {
  private static final float TEMPERATURE = 0.8f;
  private static final float TOP_P = 0.95f;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "of the answers; 0 is greedy (default: 0.8)")
  private @Nullable Float temperature;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "draw from the likeliest tokens that have so much together (default: 0.95)")
  private @Nullable Float topP;

  @Option(
      names = "--own-sampling",
      description =
          "draw as the model's own file says, which is how a phone does: temperature, top-k, top-p,"
              + " min-p and the penalty for repetition")
  private boolean own;

  @Option(
      names = "--seeds",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "answer everything N times, with the N seeds from --seed on; numbers are over all answers"
              + " (default: ${DEFAULT-VALUE})")
  private int seeds = 1;

  /**
   * Checks that the options go together.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireSound() {
    if (own && (temperature != null || topP != null)) {
      throw new IllegalArgumentException(
          "expected either --own-sampling or --temperature and --top-p but found both");
    }
    if (seeds < 1) {
      throw new IllegalArgumentException("expected --seeds of at least 1 but found " + seeds);
    }
    if (seeds > 1 && !own && asked(0).temperature() == 0) {
      throw new IllegalArgumentException(
          "expected a --temperature above 0 with --seeds " + seeds + ", for 0 draws nothing");
    }
    asked(0); // or its range is refused
  }

  /** How often each question is answered. */
  int rounds() {
    return seeds;
  }

  /**
   * The sampling of each round.
   *
   * @param model whose own file says {@code ofModel}
   * @param firstSeed of the first round; each further one has the next
   * @throws IOException if the model's own sampling draws nothing, so that all rounds were one
   */
  List<SamplingOptions> rounds(Path model, SamplingOptions ofModel, long firstSeed)
      throws IOException {
    if (own && seeds > 1 && (ofModel.temperature() == 0 || ofModel.topK() == 1)) {
      throw new IOException(
          "%s: expected a model whose own sampling draws with --seeds %d but found a greedy one"
              .formatted(model, seeds));
    }
    List<SamplingOptions> rounds = new ArrayList<>();
    for (int round = 0; round < seeds; round++) {
      long seed = firstSeed + round;
      rounds.add(own ? ofModel.withSeed(seed) : asked(seed));
    }
    return rounds;
  }

  private SamplingOptions asked(long seed) {
    return new SamplingOptions(
        temperature == null ? TEMPERATURE : temperature,
        0,
        topP == null ? TOP_P : topP,
        0,
        1,
        0,
        seed);
  }

  void addTo(RunSettings settings) {
    settings
        .with(
            "sampling",
            own ? "own" : "temperature " + asked(0).temperature() + ", top-p " + asked(0).topP())
        .with("seeds", seeds);
  }
}
