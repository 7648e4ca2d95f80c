package dev.ember.converter.cli.measure;

import dev.ember.converter.export.weights.LayerThreads;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.reference.LayerwisePass;
import dev.ember.inference.backend.reference.LinearObserver;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * What a model's float weights say of some windows, in plain Java: all windows go through a layer
 * before the next one is read, so that the weights need not fit into memory.
 */
public final class FloatReference implements Perplexity.Reference {
  /** Floats of logits at once: eight million, or one position. */
  private static final int LOGITS_AT_ONCE = 1 << 23;

  private final LayerwisePass pass;
  private final List<int[]> windows;
  private final int vocabulary;
  private final int atOnce; // positions
  private final float[] chunk; // [atOnce, V]
  private int heldWindow = -1;
  private int heldFrom;

  /**
   * Takes the windows through the layers.
   *
   * @param progress is told the done share, 0 to 1
   * @throws IOException if the weights cannot be read
   */
  public FloatReference(
      WeightSource source, List<int[]> windows, int threads, DoubleConsumer progress)
      throws IOException {
    this.windows = windows;
    DecoderConfig config = source.config();
    vocabulary = config.vocabulary();
    atOnce = Math.max(1, LOGITS_AT_ONCE / vocabulary);
    chunk = new float[atOnce * vocabulary];
    pass = new LayerwisePass(config, source::read, windows);
    List<LinearObserver> unobserved = Collections.nCopies(windows.size(), LinearObserver.NONE);
    LayerThreads layers = new LayerThreads(pass, threads);
    while (pass.layer() < config.layers()) {
      layers.runLayer(unobserved);
      progress.accept((double) pass.layer() / config.layers());
    }
  }

  @Override
  public int vocabulary() {
    return vocabulary;
  }

  @Override
  public void logits(int window, int position, float[] into) throws IOException {
    int from = position / atOnce * atOnce;
    if (window != heldWindow || from != heldFrom) {
      pass.logits(window, from, Math.min(atOnce, windows.get(window).length - from), chunk);
      heldWindow = window;
      heldFrom = from;
    }
    System.arraycopy(chunk, (position - from) * vocabulary, into, 0, vocabulary);
  }
}
