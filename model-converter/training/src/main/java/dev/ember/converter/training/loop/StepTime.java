package dev.ember.converter.training.loop;

import dev.ember.converter.training.model.Parameters;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** How long the gradient of a step takes where {@link TrainingLoop} computes it. */
public final class StepTime {
  private static final int WARM_UP_PASSES = 1;
  private static final int TIMED_PASSES = 3;

  private StepTime() {}

  /**
   * The fastest of a few passes over the first step, or as many of its shares as there are threads,
   * in nanoseconds. No weight changes, and no gradient is left.
   *
   * @param objective whose measures are of no use afterwards
   * @param parameters that it learns
   */
  public static long nanos(Objective objective, Parameters parameters) {
    int threads = torch.get_num_threads();
    List<Share> step = objective.step(0);
    List<Share> shares = step.subList(0, Math.min(step.size(), threads));
    int scored = shares.stream().mapToInt(Share::scored).sum();
    long best = Long.MAX_VALUE;
    try (Workers workers = new Workers(parameters, threads)) {
      for (int pass = 0; pass < WARM_UP_PASSES + TIMED_PASSES; pass++) {
        long start = System.nanoTime();
        workers.backward(shares, scored);
        long nanos = System.nanoTime() - start;
        parameters.forgetGradient();
        if (pass >= WARM_UP_PASSES) {
          best = Math.min(best, nanos);
        }
      }
    }
    return best;
  }
}
