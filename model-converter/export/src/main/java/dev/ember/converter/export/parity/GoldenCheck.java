package dev.ember.converter.export.parity;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.trust.GoldenRun;
import dev.ember.inference.bundle.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;

/**
 * Runs a bundle's golden prompts and holds the logits against those that it was written with: a
 * kernel of another machine may round otherwise, but not by more than the bundle allows.
 */
public final class GoldenCheck {
  private final Golden golden;
  private final GoldenRun run;
  private int agreements;
  private float fromReference;

  /**
   * @param golden of the model that the backend runs
   */
  public GoldenCheck(Golden golden, Backend backend) {
    this.golden = golden;
    this.run = new GoldenRun(golden, backend);
  }

  /**
   * Runs all prompts; call it once. What fails is in the result, one sentence each.
   *
   * @param progress is told the done share of the prompts, 0 to 1
   */
  public Result run(DoubleConsumer progress) {
    while (!run.isOver()) {
      run.ask(this::compare);
      progress.accept(run.done());
    }
    return new Result(summary(), run.tally().failures(), lost());
  }

  /**
   * How a check went.
   *
   * @param summary one line for people
   * @param wrong what a device would refuse to run; empty if nothing is
   * @param lost what quantization took, where that is more than the bundle says; or empty
   */
  public record Result(String summary, List<String> wrong, List<String> lost) {

    public Result {
      wrong = List.copyOf(wrong);
      lost = List.copyOf(lost);
    }

    /** What is out of its bounds; empty if nothing is. */
    public List<String> failures() {
      List<String> failures = new ArrayList<>(wrong);
      failures.addAll(lost);
      return failures;
    }
  }

  private List<String> lost() {
    float allowed = golden.tolerances().quantizationLogit();
    return fromReference <= allowed
        ? List.of()
        : List.of(
            "expected logits at most "
                + allowed
                + " from the float model's but found one "
                + fromReference
                + " away");
  }

  private void compare(Golden.Position position, float[] logits) {
    fromReference = Math.max(fromReference, difference(position.reference(), logits));
    if (!position.reference().isEmpty()
        && LogitComparison.best(logits) == position.reference().get(0).token()) {
      agreements++;
    }
  }

  /** The largest; a logit that is no number counts as infinitely far. */
  private static float difference(List<Golden.Candidate> candidates, float[] logits) {
    float largest = 0;
    for (Golden.Candidate candidate : candidates) {
      float difference = Math.abs(logits[candidate.token()] - candidate.logit());
      largest = Math.max(largest, Float.isNaN(difference) ? Float.POSITIVE_INFINITY : difference);
    }
    return largest;
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%d positions, largest difference %.4f from the bundle's own logits, %.4f from the float"
            + " model's, the float model's best token at %d",
        run.tally().positions(),
        run.tally().worst(),
        fromReference,
        agreements);
  }
}
