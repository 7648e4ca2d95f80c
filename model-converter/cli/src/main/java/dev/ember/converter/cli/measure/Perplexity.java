package dev.ember.converter.cli.measure;

import dev.ember.converter.export.parity.LogitComparison;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How well a model predicts a text: {@code exp} of the mean of {@code -ln p(token)}; and, against a
 * reference, how far its predictions are from that one's.
 *
 * <p>The text is cut into windows that do not overlap; the rest that does not fill one is left out.
 * Each window is read from an empty cache, and each of its tokens but the first is predicted from
 * those before it in the window. (This is how the numbers of {@code docs/QUANTIZATION.md} are made;
 * a window that slides gives lower ones.)
 */
public final class Perplexity {
  private final Backend backend;
  private final @Nullable Reference reference;
  private final float[] logits; // [V]
  private final float[] referenceLogits; // [V], or empty
  private double nll; // sum of -ln p
  private double referenceNll;
  private double kl; // sum of KL(reference || backend)
  private long counted;
  private long right;
  private long agreed;

  public Perplexity(Backend backend) {
    this(backend, null);
  }

  /**
   * @param reference another form of the same model, over the windows that are measured
   * @throws IllegalArgumentException if the two have different vocabularies
   */
  public Perplexity(Backend backend, @Nullable Reference reference) {
    this.backend = backend;
    this.reference = reference;
    logits = new float[backend.config().vocabulary()];
    referenceLogits = new float[reference == null ? 0 : reference.vocabulary()];
    if (reference != null && referenceLogits.length != logits.length) {
      throw new IllegalArgumentException(
          "expected a reference with "
              + logits.length
              + " tokens, like the model, but found "
              + referenceLogits.length);
    }
  }

  /**
   * Cuts a text.
   *
   * @param window tokens of a window, at least 2
   * @param most windows to keep
   * @throws IllegalArgumentException if the text does not fill a window
   */
  public static List<int[]> windows(int[] tokens, int window, int most) {
    if (window < 2) {
      throw new IllegalArgumentException(
          "expected a window of 2 tokens or more but found " + window);
    }
    if (tokens.length < window) {
      throw new IllegalArgumentException(
          "expected a text of at least "
              + window
              + " tokens, a window, but found "
              + tokens.length);
    }
    List<int[]> windows = new ArrayList<>();
    for (int i = 0; i < Math.min(tokens.length / window, most); i++) {
      windows.add(Arrays.copyOfRange(tokens, i * window, (i + 1) * window));
    }
    return windows;
  }

  /**
   * Refuses windows that a model cannot read.
   *
   * @throws IllegalArgumentException if one has fewer than 2 tokens or more than the context
   */
  public static void requireFitting(List<int[]> windows, int context) {
    for (int[] window : windows) {
      if (window.length < 2 || window.length > context) {
        throw new IllegalArgumentException(
            "expected a window of 2 to "
                + context
                + " tokens, the context, but found "
                + window.length);
      }
    }
  }

  /**
   * Measures windows; call it once.
   *
   * @param windows of at least 2 tokens and at most the context
   * @param progress is told the done share of the work, 0 to 1
   * @throws IOException if the reference cannot be read
   */
  public Result run(List<int[]> windows, DoubleConsumer progress) throws IOException {
    requireFitting(windows, backend.config().context());
    long total = 0;
    for (int[] window : windows) {
      total += window.length - 1;
    }
    for (int i = 0; i < windows.size(); i++) {
      read(i, windows.get(i), total, progress);
    }
    return new Result(
        windows.size(), counted, nll / counted, (double) right / counted, agreement());
  }

  /** What to compare each prediction with. */
  public interface Reference {

    /** V. */
    int vocabulary();

    /**
     * The logits after a token.
     *
     * @param window of those that are measured, from 0
     * @param position of the token in it, from 0; asked for in order
     * @param into receives {@code [V]}
     * @throws IOException if the weights cannot be read
     */
    void logits(int window, int position, float[] into) throws IOException;
  }

  /**
   * What was measured.
   *
   * @param windows that were read
   * @param counted tokens that were predicted
   * @param nll mean of {@code -ln p}, in nats
   * @param top1 share of tokens that were the likeliest
   * @param agreement with the reference; null if there was none
   */
  public record Result(
      int windows, long counted, double nll, double top1, @Nullable Agreement agreement) {

    public double perplexity() {
      return Math.exp(nll);
    }
  }

  /**
   * How near a model is to its reference, over the same positions.
   *
   * @param meanKl mean of KL(reference || model), in nats
   * @param top1 share of positions at which both name the same likeliest token
   * @param referenceNll mean of the reference's {@code -ln p}, in nats
   */
  public record Agreement(double meanKl, double top1, double referenceNll) {

    public double referencePerplexity() {
      return Math.exp(referenceNll);
    }
  }

  private @Nullable Agreement agreement() {
    return reference == null
        ? null
        : new Agreement(kl / counted, (double) agreed / counted, referenceNll / counted);
  }

  private void read(int number, int[] window, long total, DoubleConsumer progress)
      throws IOException {
    try (KvCache cache = backend.newCache()) {
      for (int i = 0; i < window.length - 1; i++) {
        backend.decode(window[i], cache, logits);
        count(window[i + 1]);
        if (reference != null) {
          reference.logits(number, i, referenceLogits);
          compare(window[i + 1]);
        }
        progress.accept((double) counted / total);
      }
    }
  }

  private void count(int next) {
    nll += LogitComparison.loss(logits, next);
    counted++;
    right += LogitComparison.best(logits) == next ? 1 : 0;
  }

  private void compare(int next) {
    referenceNll += LogitComparison.loss(referenceLogits, next);
    kl += LogitComparison.divergence(referenceLogits, logits);
    agreed += LogitComparison.best(referenceLogits) == LogitComparison.best(logits) ? 1 : 0;
  }
}
