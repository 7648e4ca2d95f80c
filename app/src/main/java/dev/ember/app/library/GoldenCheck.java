package dev.ember.app.library;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import java.util.List;

/** Holds a backend to the logits that a bundle says it must give, as a proof does. */
final class GoldenCheck {
  private final Backend backend;
  private final GoldenTally tally;
  private final float[] logits; // [V]

  GoldenCheck(Backend backend, Golden.Tolerances tolerances) {
    this.backend = backend;
    this.tally = new GoldenTally(tolerances);
    this.logits = new float[backend.config().vocabulary()]; // [V]
  }

  /**
   * Runs one prompt: all but the kept positions are read in chunks, as a chat reads them.
   *
   * @throws Refusal if the prompt is none of this model
   */
  void run(Golden.Prompt prompt) throws Refusal {
    List<Integer> tokens = prompt.tokens();
    requirePossible(prompt);
    try (KvCache cache = backend.newCache()) {
      int read = 0;
      for (Golden.Position position : prompt.positions()) {
        int count = position.index() - read;
        if (count > 0) {
          backend.prefill(slice(tokens, read, count), count, cache);
        }
        backend.decode(tokens.get(position.index()), cache, logits);
        read = position.index() + 1;
        tally.add(position, logits);
      }
    }
  }

  /** The file comes from anywhere: no number in it is used as an index before it is looked at. */
  private void requirePossible(Golden.Prompt prompt) throws Refusal {
    int context = backend.config().context();
    boolean possible = prompt.tokens().size() <= context;
    for (int token : prompt.tokens()) {
      possible &= isToken(token);
    }
    int last = -1;
    for (Golden.Position position : prompt.positions()) {
      possible &= position.index() > last;
      last = position.index();
      for (Golden.Candidate candidate : position.quantized()) {
        possible &= isToken(candidate.token());
      }
    }
    if (!possible) {
      throw new Refusal(
          Refusal.Reason.DAMAGED,
          "golden.json: expected at most "
              + context
              + " tokens below "
              + logits.length
              + " and positions in order but found others");
    }
  }

  private boolean isToken(int token) {
    return token >= 0 && token < logits.length;
  }

  private static int[] slice(List<Integer> tokens, int from, int count) {
    int[] slice = new int[count];
    for (int i = 0; i < count; i++) {
      slice[i] = tokens.get(from + i);
    }
    return slice;
  }

  /** What was found of the prompts that were run. */
  GoldenTally tally() {
    return tally;
  }

  /**
   * @throws Refusal with what is not as the bundle says, or if it says nothing
   */
  void requireKept() throws Refusal {
    List<String> failures = tally.failures();
    if (!failures.isEmpty()) {
      throw new Refusal(
          tally.positions() == 0 ? Refusal.Reason.DAMAGED : Refusal.Reason.WRONG_ANSWERS,
          "golden.json: " + String.join("; ", failures));
    }
  }
}
