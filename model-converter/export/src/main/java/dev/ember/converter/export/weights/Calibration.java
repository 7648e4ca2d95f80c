package dev.ember.converter.export.weights;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private @Nullable InputRecorder recorder; // once asked for

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
    return InputRecorder.tokens(texts);
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public LayerInputs inputs(TensorSpec tensor) throws IOException {
    if (recorder == null) {
      recorder = new InputRecorder(source, texts, threads);
    }
    while (!recorder.has(tensor.name())) {
      int layer = recorder.layer();
      if (layer == config.layers()) {
        throw new IllegalArgumentException(
            "expected feed-forward layers in the order of the model but found " + tensor.name());
      }
      recorder.runLayer(
          List.of(
              new TensorSpec(TensorName.gateUp(layer), config.gateUpRows(), config.hidden()),
              new TensorSpec(TensorName.down(layer), config.hidden(), config.feedForward())));
    }
    return recorder.inputs(tensor);
  }
}
