package dev.ember.converter.export.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** What rounding a layer's weights has to know of the layer's inputs. Immutable. */
final class InputModel {
  /**
   * Inputs whose correlations are followed. Between groups none are, which costs a little accuracy
   * and saves the cube of the time: see docs/QUANTIZATION.md.
   */
  static final int GROUP = 512;

  /** Added to each importance, as a share of the mean, so that no weight is rounded anyhow. */
  private static final float LEAST_IMPORTANCE = 1e-3f;

  private final float[] importance; // [columns]
  private final List<float[][]> factors; // of each group; empty if nothing is known

  private InputModel(float[] importance, List<float[][]> factors) {
    this.importance = importance;
    this.factors = factors;
  }

  /** Nothing but how important each input is. */
  static InputModel ofImportance(float... importance) {
    return new InputModel(importance.clone(), List.of());
  }

  /** What the inputs of a layer tell, its groups worked out in parallel. */
  static InputModel of(LayerInputs inputs, ExecutorService workers) throws IOException {
    float[] importance = inputs.meanSquares();
    float mean = 0;
    for (float value : importance) {
      mean += value / importance.length;
    }
    for (int i = 0; i < importance.length; i++) {
      importance[i] += LEAST_IMPORTANCE * mean;
    }
    if (inputs.count() == 0) {
      return new InputModel(importance, List.of());
    }
    List<Callable<float[][]>> groups = new ArrayList<>();
    for (int from = 0; from < inputs.columns(); from += GROUP) {
      int first = from;
      int size = Math.min(GROUP, inputs.columns() - from);
      groups.add(() -> InverseFactor.of(inputs, first, size));
    }
    return new InputModel(importance, all(groups, workers));
  }

  /** {@code [columns]}. */
  float[] importance() {
    return importance;
  }

  /** Whether correlations are known. */
  boolean spreads() {
    return !factors.isEmpty();
  }

  /** The row of {@link InverseFactor} of an input, of which what stands before the input is 0. */
  float[] spread(int column) {
    return factors.get(column / GROUP)[column % GROUP];
  }

  private static List<float[][]> all(List<Callable<float[][]>> groups, ExecutorService workers)
      throws IOException {
    try {
      List<float[][]> results = new ArrayList<>();
      for (Future<float[][]> group : workers.invokeAll(groups)) {
        results.add(group.get());
      }
      return results;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while calibrating", interrupted);
    } catch (ExecutionException failed) {
      throw Failures.asThrown(failed);
    }
  }
}
