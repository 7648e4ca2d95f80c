package dev.ember.converter.export.weights;

import dev.ember.inference.backend.reference.LayerwisePass;
import dev.ember.inference.backend.reference.LinearObserver;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes texts through the float reference, layer by layer, and keeps what linear layers are fed:
 * those of one layer at a time, so that memory holds no more.
 *
 * <h2>Threading model</h2>
 *
 * One caller; the reference runs on threads of its own.
 */
public final class InputRecorder {
  private final List<int[]> texts;
  private final LayerwisePass pass;
  private final LayerThreads threads;
  private final Map<String, float[]> inputs = new HashMap<>(); // by weight, of the latest layer

  /**
   * @param texts each read from an empty cache
   * @param threads of the reference
   * @throws IOException if the weights cannot be read
   */
  public InputRecorder(WeightSource source, List<int[]> texts, int threads) throws IOException {
    this.texts = texts;
    pass = new LayerwisePass(source.config(), source::read, texts);
    this.threads = new LayerThreads(pass, threads);
  }

  /** Tokens of texts together. */
  static int tokens(List<int[]> texts) {
    int tokens = 0;
    for (int[] text : texts) {
      tokens += text.length;
    }
    return tokens;
  }

  /** The layer that {@link #runLayer} takes next; the number of layers when all are done. */
  public int layer() {
    return pass.layer();
  }

  /**
   * Takes the texts through the next layer.
   *
   * @param weights the linear layers whose inputs to keep, in place of those of the layer before
   * @throws IOException if the weights cannot be read
   */
  public void runLayer(List<TensorSpec> weights) throws IOException {
    inputs.clear();
    int tokens = tokens(texts);
    for (TensorSpec weight : weights) {
      inputs.put(weight.name(), new float[tokens * weight.columns()]); // [tokens, columns]
    }
    List<LinearObserver> observers = new ArrayList<>();
    int first = 0;
    for (int[] text : texts) {
      int start = first;
      observers.add((weight, rows, count) -> keep(weight, rows, start, count));
      first += text.length;
    }
    threads.runLayer(observers);
  }

  /** Whether the inputs of a linear layer are kept. */
  boolean has(String weight) {
    return inputs.containsKey(weight);
  }

  /** What a linear layer was fed; nothing of one whose inputs were not to be kept. */
  public LayerInputs inputs(TensorSpec weight) {
    return new LayerInputs(inputs.getOrDefault(weight.name(), new float[0]), weight.columns());
  }

  /** A text goes through each layer as a whole, so that its rows come at once. */
  private void keep(String weight, float[] rows, int start, int count) {
    float[] kept = inputs.get(weight);
    if (kept != null) {
      int columns = kept.length / tokens(texts);
      System.arraycopy(rows, 0, kept, start * columns, count * columns);
    }
  }
}
