package dev.ember.converter.export.weights;

import dev.ember.inference.backend.reference.LayerwisePass;
import dev.ember.inference.backend.reference.LinearObserver;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a model's feed-forward layers over a calibration text, found by the float reference
 * as far as they are asked for: layer by layer, one layer's inputs at a time in memory.
 *
 * <h2>Threading model</h2>
 *
 * One caller; the reference runs on threads of its own.
 */
public final class Calibration implements InputStatistics {
  /** Tokens that are read from an empty cache. */
  private static final int WINDOW = 256;

  /** More change the result little: the divergence on SmolLM2-135M by less than its noise. */
  private static final int MOST_TOKENS = 2048;

  private final WeightSource source;
  private final DecoderConfig config;
  private final List<int[]> texts = new ArrayList<>();
  private final int threads;
  private final String identity;
  private final Map<String, float[]> inputs = new HashMap<>(); // by weight, of the latest layer
  private @Nullable LayerwisePass pass; // once asked for

  /**
   * @param tokens of the text; as many are used as {@code memoryBytes} has room for the inputs of a
   *     layer
   * @param threads of the reference
   */
  public Calibration(WeightSource source, int[] tokens, int threads, long memoryBytes) {
    this.source = source;
    config = source.config();
    long bytesOfToken = (long) Float.BYTES * (config.feedForward() + 2L * config.hidden());
    long room = Math.min(MOST_TOKENS, memoryBytes / bytesOfToken);
    int window = Math.min(WINDOW, config.context());
    for (int from = 0; from < tokens.length && from < room; from += window) {
      texts.add(Arrays.copyOfRange(tokens, from, Math.min(tokens.length, from + window)));
    }
    this.threads = threads;
    int hash = 0;
    for (int[] text : texts) {
      hash = 31 * hash + Arrays.hashCode(text);
    }
    identity = "calibrated " + tokens() + " " + Integer.toHexString(hash);
  }

  /** How many tokens are used. */
  public int tokens() {
    int tokens = 0;
    for (int[] text : texts) {
      tokens += text.length;
    }
    return tokens;
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public LayerInputs inputs(TensorSpec tensor) throws IOException {
    if (pass == null) {
      pass = new LayerwisePass(config, source::read, texts);
    }
    while (!inputs.containsKey(tensor.name())) {
      if (pass.layer() == config.layers()) {
        throw new IllegalArgumentException(
            "expected feed-forward layers in the order of the model but found " + tensor.name());
      }
      runLayer(pass);
    }
    return new LayerInputs(inputs.getOrDefault(tensor.name(), new float[0]), tensor.columns());
  }

  private void runLayer(LayerwisePass through) throws IOException {
    inputs.clear();
    inputs.put(TensorName.gateUp(through.layer()), new float[tokens() * config.hidden()]);
    inputs.put(TensorName.down(through.layer()), new float[tokens() * config.feedForward()]);
    List<LinearObserver> observers = new ArrayList<>();
    int first = 0;
    for (int[] text : texts) {
      int start = first;
      observers.add((weight, rows, count) -> keep(weight, rows, start, count));
      first += text.length;
    }
    new LayerThreads(through, threads).runLayer(observers);
  }

  /** A text goes through each layer as a whole, so that its rows come at once. */
  private void keep(String weight, float[] rows, int start, int count) {
    float[] kept = inputs.get(weight);
    if (kept != null) {
      int columns = kept.length / tokens();
      System.arraycopy(rows, 0, kept, start * columns, count * columns);
    }
  }
}
