package dev.ember.converter.cli.measure;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.trust.GoldenRun;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.bundle.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
   * @throws BundleFormatException if the bundle's golden prompts are malformed
   */
  public GoldenCheck(Bundle bundle, Backend backend) throws IOException {
    this.golden = bundle.golden();
    this.run = new GoldenRun(golden, backend);
  }

  /** Runs all prompts; call it once. What fails is in the result, one sentence each. */
  public Result run() {
    while (!run.isOver()) {
      run.ask(this::compare);
    }
    List<String> failures = new ArrayList<>(run.tally().failures());
    Golden.Tolerances bounds = golden.tolerances();
    if (fromReference > bounds.quantizationLogit()) {
      failures.add(
          "expected logits at most "
              + bounds.quantizationLogit()
              + " from the float model's but found one "
              + fromReference
              + " away");
    }
    return new Result(summary(), failures);
  }

  /**
   * How a check went.
   *
   * @param summary one line for people
   * @param failures what is out of its bounds; empty if nothing is
   */
  public record Result(String summary, List<String> failures) {

    public Result {
      failures = List.copyOf(failures);
    }
  }

  private void compare(Golden.Position position, float[] logits) {
    fromReference = Math.max(fromReference, difference(position.reference(), logits));
    if (!position.reference().isEmpty() && best(logits) == position.reference().get(0).token()) {
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

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
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
