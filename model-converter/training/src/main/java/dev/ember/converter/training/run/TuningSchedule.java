package dev.ember.converter.training.run;

import dev.ember.converter.training.optim.LearningRate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long and how fast a stage tunes a finished model; each stage has defaults of its own. */
public final class TuningSchedule {
  /** Floor of the learning rate relative to its peak, as in GPT-3. */
  private static final double FLOOR = 0.1;

  /** Part of the steps in which the rate rises. */
  private static final double WARM_UP = 0.05;

  /** Looks at what is held out, over a whole stage. */
  private static final int LOOKS = 10;

  @Option(names = "--steps", paramLabel = "N", description = "steps of the optimizer")
  private @Nullable Integer steps;

  @Option(names = "--rate", paramLabel = "R", description = "largest learning rate")
  private @Nullable Double rate;

  /**
   * The schedule.
   *
   * @throws IllegalArgumentException if an option is out of range
   */
  public LearningRate schedule(int defaultSteps, double defaultRate) {
    int count = steps == null ? defaultSteps : steps;
    double peak = rate == null ? defaultRate : rate;
    int warmUp = Math.min((int) Math.ceil(WARM_UP * count), count - 1);
    return new LearningRate(peak, FLOOR * peak, Math.max(0, warmUp), count);
  }

  /** Steps between two looks at what is held out. */
  public static int evaluateEvery(LearningRate schedule) {
    return Math.max(1, schedule.steps() / LOOKS);
  }
}
