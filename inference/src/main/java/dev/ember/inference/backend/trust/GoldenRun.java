package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import java.util.List;

/**
 * Asks a backend a bundle's golden prompts, one at a time, and tallies what it says. All but the
 * kept positions are read in chunks, as a chat reads them. What has a smaller window than its model
 * is not asked what does not fit there.
 *
 * <pre>
 * GoldenRun run = new GoldenRun(bundle.golden(), backend);
 * while (!run.isOver()) {
 *   run.ask();
 * }
 * run.tally().failures()
 * </pre>
 */
public final class GoldenRun {
  private final Golden golden;
  private final Backend backend;
  private final GoldenTally tally;
  private final float[] logits; // [V]
  private int next;

  /**
   * @param golden of the model that the backend runs
   */
  public GoldenRun(Golden golden, Backend backend) {
    this.golden = golden;
    this.backend = backend;
    tally = new GoldenTally(golden.tolerances());
    logits = new float[backend.config().vocabulary()]; // [V]
  }

  /**
   * Hears each answer before it counts.
   *
   * @param <X> what it may end the run with
   */
  @FunctionalInterface
  public interface Listener<X extends Exception> {
    /**
     * @param logits V values; not to be kept
     */
    void onAnswer(Golden.Position position, float[] logits) throws X;
  }

  /** Whether all prompts were asked. */
  public boolean isOver() {
    return next == golden.prompts().size();
  }

  /** The share of the prompts that were asked, 0 to 1. */
  public double done() {
    return isOver() ? 1 : (double) next / golden.prompts().size();
  }

  /** Asks the next prompt, for the tally alone. */
  public void ask() {
    ask((position, logits) -> {});
  }

  /**
   * Asks the next prompt.
   *
   * @throws X what the listener threw
   */
  public <X extends Exception> void ask(Listener<X> listener) throws X {
    Golden.Prompt prompt = golden.prompts().get(next);
    if (fits(prompt)) {
      read(prompt, listener);
    }
    next++;
  }

  private <X extends Exception> void read(Golden.Prompt prompt, Listener<X> listener) throws X {
    List<Integer> tokens = prompt.tokens();
    try (KvCache cache = backend.newCache()) {
      for (Golden.Position position : prompt.positions()) {
        int[] unread =
            tokens.subList(cache.length(), position.index()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        backend.prefill(unread, unread.length, cache);
        backend.decode(tokens.get(position.index()), cache, logits);
        listener.onAnswer(position, logits);
        tally.add(position, logits);
      }
    }
  }

  private boolean fits(Golden.Prompt prompt) {
    return prompt.tokens().size() <= backend.config().context();
  }

  /**
   * Whether there are prompts, nothing was compared, and each is longer than the window: then
   * nothing is known. (A backend that fell meanwhile may have another window by now.)
   */
  public boolean fitsNothing() {
    return tally.positions() == 0
        && !golden.prompts().isEmpty()
        && golden.prompts().stream().noneMatch(this::fits);
  }

  /** What was found so far. */
  public GoldenTally tally() {
    return tally;
  }
}
