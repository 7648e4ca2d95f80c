package dev.ember.converter.cli.measure;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a bundle's golden prompts and holds the logits against those that it was written with: a
 * kernel of another machine may round otherwise, but not by more than the bundle allows.
 */
public final class GoldenCheck {
  private final Golden golden;
  private final Backend backend;
  private final float[] logits; // [V]
  private int positions;
  private int agreements;
  private float fromQuantized;
  private float fromReference;

  public GoldenCheck(Golden golden, Backend backend) {
    this.golden = golden;
    this.backend = backend;
    logits = new float[backend.config().vocabulary()];
  }

  /** Runs all prompts; call it once. What fails is in the result, one sentence each. */
  public Result run() {
    for (Golden.Prompt prompt : golden.prompts()) {
      run(prompt);
    }
    List<String> failures = new ArrayList<>();
    Golden.Tolerances bounds = golden.tolerances();
    if (positions == 0) {
      failures.add("expected golden positions but found none");
    }
    require("from the bundle's own logits", fromQuantized, bounds.backendLogit(), failures);
    require("from the float model's", fromReference, bounds.quantizationLogit(), failures);
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

  private void run(Golden.Prompt prompt) {
    try (KvCache cache = backend.newCache()) {
      int at = 0;
      for (Golden.Position position : prompt.positions()) {
        for (; at <= position.index(); at++) {
          backend.decode(prompt.tokens().get(at), cache, logits);
        }
        compare(position);
      }
    }
  }

  private void compare(Golden.Position position) {
    positions++;
    fromQuantized = Math.max(fromQuantized, difference(position.quantized()));
    fromReference = Math.max(fromReference, difference(position.reference()));
    if (!position.reference().isEmpty() && best() == position.reference().get(0).token()) {
      agreements++;
    }
  }

  /** The largest; a logit that is no number counts as infinitely far. */
  private float difference(List<Golden.Candidate> candidates) {
    float largest = 0;
    for (Golden.Candidate candidate : candidates) {
      float difference = Math.abs(logits[candidate.token()] - candidate.logit());
      largest = Math.max(largest, Float.isNaN(difference) ? Float.POSITIVE_INFINITY : difference);
    }
    return largest;
  }

  private int best() {
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
        positions,
        fromQuantized,
        fromReference,
        agreements);
  }

  private static void require(String what, float found, float bound, List<String> failures) {
    if (found > bound) {
      failures.add(
          "expected logits at most " + bound + " " + what + " but found one " + found + " away");
    }
  }
}
