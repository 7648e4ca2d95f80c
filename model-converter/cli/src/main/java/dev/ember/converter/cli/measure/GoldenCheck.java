package dev.ember.converter.cli.measure;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
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
  private final String file; // that has them
  private final int words; // of the tokenizer; a model may have rows beyond them
  private final Backend backend;
  private final float[] logits; // [V]
  private final GoldenTally tally;
  private int agreements;
  private float fromReference;

  /**
   * @throws BundleFormatException if the bundle's tokenizer or golden prompts are malformed
   */
  public GoldenCheck(Bundle bundle, Backend backend) throws IOException {
    this.golden = bundle.golden();
    this.file = bundle.path().toString();
    this.words = bundle.tokenizer().vocabularySize();
    this.backend = backend;
    tally = new GoldenTally(golden.tolerances());
    logits = new float[backend.config().vocabulary()];
  }

  /**
   * Runs all prompts; call it once. What fails is in the result, one sentence each.
   *
   * @throws BundleFormatException if a prompt is none of this model
   */
  public Result run() throws BundleFormatException {
    for (Golden.Prompt prompt : golden.prompts()) {
      requirePossible(prompt);
      run(prompt);
    }
    List<String> failures = new ArrayList<>(tally.failures());
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

  /** The file comes from anywhere: no number in it is used as an index before it is looked at. */
  private void requirePossible(Golden.Prompt prompt) throws BundleFormatException {
    int context = backend.config().context();
    if (prompt.tokens().size() > context) {
      throw fault("prompts of at most " + context + " tokens", prompt.tokens().size());
    }
    for (int token : prompt.tokens()) {
      requireToken(token, words);
    }
    int last = -1;
    for (Golden.Position position : prompt.positions()) {
      if (position.index() <= last) {
        throw fault("positions in order, the next above " + last, position.index());
      }
      last = position.index();
      for (Golden.Candidate candidate : position.quantized()) {
        requireToken(candidate.token(), logits.length);
      }
      for (Golden.Candidate candidate : position.reference()) {
        requireToken(candidate.token(), logits.length);
      }
    }
  }

  private void requireToken(int token, int below) throws BundleFormatException {
    if (token < 0 || token >= below) {
      throw fault("tokens below " + below, token);
    }
  }

  private BundleFormatException fault(String expected, int found) {
    return new BundleFormatException(
        file, EntryName.GOLDEN, BundleFormatException.NO_OFFSET, expected, Integer.toString(found));
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
    tally.add(position, logits);
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
        tally.positions(),
        tally.worst(),
        fromReference,
        agreements);
  }
}
