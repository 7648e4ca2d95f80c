package dev.ember.converter.cli.measure;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import java.util.function.DoubleConsumer;

/**
 * How well a model predicts a text: {@code exp} of the mean of {@code -ln p(token)}.
 *
 * <p>The text is cut into windows that do not overlap; the rest that does not fill one is left out.
 * Each window is read from an empty cache, and each of its tokens but the first is predicted from
 * those before it in the window. (This is how the numbers of {@code docs/QUANTIZATION.md} are made;
 * a window that slides gives lower ones.)
 */
public final class Perplexity {
  private final Backend backend;
  private final int window;
  private final float[] logits; // [V]
  private double nll; // sum of -ln p
  private long counted;
  private long right;

  /**
   * @param window tokens of a window, at least 2 and at most the backend's context
   */
  public Perplexity(Backend backend, int window) {
    if (window < 2 || window > backend.config().context()) {
      throw new IllegalArgumentException(
          "expected a window of 2 to "
              + backend.config().context()
              + " tokens, the context, but found "
              + window);
    }
    this.backend = backend;
    this.window = window;
    logits = new float[backend.config().vocabulary()];
  }

  /**
   * Measures a text; call it once.
   *
   * @param tokens at least one window of them
   * @param mostWindows windows to measure, all if there are fewer
   * @param progress is told the done share of the work, 0 to 1
   */
  public Result run(int[] tokens, int mostWindows, DoubleConsumer progress) {
    int windows = Math.min(tokens.length / window, mostWindows);
    if (windows < 1) {
      throw new IllegalArgumentException(
          "expected a text of at least "
              + window
              + " tokens, a window, but found "
              + tokens.length);
    }
    for (int i = 0; i < windows; i++) {
      read(tokens, i * window, i, windows, progress);
    }
    return new Result(tokens.length, windows, counted, nll / counted, (double) right / counted);
  }

  /**
   * What was measured.
   *
   * @param tokens of the whole text
   * @param windows that were read
   * @param counted tokens that were predicted
   * @param nll mean of {@code -ln p}, in nats
   * @param top1 share of tokens that were the likeliest
   */
  public record Result(int tokens, int windows, long counted, double nll, double top1) {

    public double perplexity() {
      return Math.exp(nll);
    }
  }

  private void read(int[] tokens, int from, int index, int windows, DoubleConsumer progress) {
    try (KvCache cache = backend.newCache()) {
      for (int i = 0; i < window - 1; i++) {
        backend.decode(tokens[from + i], cache, logits);
        count(tokens[from + i + 1]);
        progress.accept((index + (i + 1.0) / (window - 1)) / windows);
      }
    }
  }

  private void count(int next) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - logits[best]);
    }
    nll += logits[best] + Math.log(sum) - logits[next];
    counted++;
    right += best == next ? 1 : 0;
  }
}
