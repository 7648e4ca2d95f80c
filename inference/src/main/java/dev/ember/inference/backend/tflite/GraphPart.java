package dev.ember.inference.backend.tflite;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A graph with some of a model's signatures, in the runtime's hands as long as one of them is open.
 * The runtime prepares every signature that it is shown, needed or not.
 */
final class GraphPart {
  private final Supplier<ByteBuffer> graph;
  private final SharedWeights weights;
  private @Nullable NativeModel natives;
  private int users;

  /**
   * @param graph is asked for at each opening
   */
  GraphPart(Supplier<ByteBuffer> graph, SharedWeights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Each call is followed by one of {@link #release}.
   *
   * @throws dev.ember.inference.backend.BackendException if the runtime refuses the graph
   */
  NativeModel open() {
    NativeModel opened = natives;
    if (opened == null) {
      opened = weights.open(graph.get());
      natives = opened;
    }
    users++;
    return opened;
  }

  void release() {
    users--;
    NativeModel opened = natives;
    if (users == 0 && opened != null) {
      natives = null;
      weights.close(opened);
    }
  }
}
