package dev.ember.converter.export.smoothing;

import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.InputRecorder;
import dev.ember.converter.export.weights.InputStatistics;
import dev.ember.converter.export.weights.SourceFingerprint;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Finds a model's smoothing with a text: layer by layer, the inputs of one layer and some rows of
 * its weights in memory. The same text gives the same factors, whatever the number of threads.
 *
 * <h2>Threading model</h2>
 *
 * One caller; the reference runs on threads of its own.
 */
public final class SmoothingSearch {
  /** Tokens that are read from an empty cache. */
  private static final int WINDOW = 128;

  /** Weights that the reference holds on a thread: a mebibyte of floats of each linear layer. */
  private static final long ROWS_OF_THREAD = 4L << 20;

  private final WeightSource source;
  private final DecoderConfig config;
  private final EncodingPlan plan;
  private final List<int[]> texts;

  /**
   * @param source not smoothed yet
   * @param plan how its weights will be stored
   * @param tokens of a text, of which windows are taken here and there
   * @param most how many tokens to take
   */
  public SmoothingSearch(WeightSource source, EncodingPlan plan, int[] tokens, int most) {
    this.source = source;
    config = source.config();
    this.plan = plan;
    texts = windows(tokens, most, Math.min(WINDOW, config.context()));
  }

  /** Bytes that the search holds for each token: three layers' inputs, and the stream. */
  public static long bytesOfToken(DecoderConfig config) {
    return (long) Float.BYTES * (config.feedForward() + 3L * config.hidden());
  }

  /** Bytes that the reference works in on each thread: a window's activations, and some rows. */
  public static long bytesOfThread(DecoderConfig config) {
    long ofToken = 4L * config.hidden() + config.qkvRows() + config.attentionSize();
    ofToken += config.gateUpRows() + 2L * config.feedForward();
    return Float.BYTES * (WINDOW * ofToken + ROWS_OF_THREAD);
  }

  /** Evenly spread, so that every kind of text has its share; in whole windows but for the last. */
  static List<int[]> windows(int[] tokens, int most, int window) {
    int used = Math.min(tokens.length, most);
    int count = (used + window - 1) / window;
    List<int[]> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = Math.min(window, used - i * window);
      int from = (int) ((long) (tokens.length - used) * i / count) + i * window;
      windows.add(Arrays.copyOfRange(tokens, from, from + length));
    }
    return windows;
  }

  /** What tells one search from another: the source, how it will be stored, and the text. */
  public String identity() throws IOException {
    int hash = 0;
    for (int[] text : texts) {
      hash = 31 * hash + Arrays.hashCode(text);
    }
    return plan.quantization()
        + " "
        + Integer.toHexString(hash)
        + " "
        + SourceFingerprint.of(source, InputStatistics.UNIFORM);
  }

  /**
   * Finds the factors.
   *
   * @param threads of the reference
   * @param progress is told after each layer which share of them is done; what it throws ends the
   *     search
   * @throws IOException if the weights cannot be read
   */
  public Smoothing run(int threads, DoubleConsumer progress) throws IOException {
    Smoothing.Builder smoothing = new Smoothing.Builder(config);
    InputRecorder recorder = new InputRecorder(source, texts, threads);
    while (recorder.layer() < config.layers()) {
      int layer = recorder.layer();
      TensorSpec qkv = new TensorSpec(TensorName.qkv(layer), config.qkvRows(), config.hidden());
      TensorSpec gateUp =
          new TensorSpec(TensorName.gateUp(layer), config.gateUpRows(), config.hidden());
      TensorSpec down =
          new TensorSpec(TensorName.down(layer), config.hidden(), config.feedForward());
      recorder.runLayer(List.of(qkv, gateUp, down));
      smoothing.attention(layer, factors(qkv, recorder));
      smoothing.gateUp(layer, factors(gateUp, recorder));
      if (config.feedForwardKind().gated()) { // what is fed through an activation cannot be scaled
        smoothing.down(layer, factors(down, recorder));
      }
      progress.accept((layer + 1.0) / config.layers());
    }
    return smoothing.build();
  }

  private float[] factors(TensorSpec tensor, InputRecorder recorder) throws IOException {
    TensorEncoding encoding = plan.encoding(tensor);
    return LayerFactors.find(source, tensor, encoding, recorder.inputs(tensor));
  }
}
