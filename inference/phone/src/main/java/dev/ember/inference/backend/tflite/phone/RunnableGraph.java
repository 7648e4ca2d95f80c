package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Manifest;
import java.util.Set;

/** Which of a bundle's graphs TensorFlow Lite 2.16.1 runs: it knows no weights in blocks. */
final class RunnableGraph {
  private static final Set<String> KNOWN = Set.of("int8-per-channel", "float32", "float16");

  private RunnableGraph() {}

  /** Whether there is one. */
  static boolean isIn(Manifest manifest) {
    return KNOWN.contains(manifest.quantization())
        || manifest.variants().stream().anyMatch(graph -> KNOWN.contains(graph.quantization()));
  }

  /**
   * Where it begins in {@code model.tflite}.
   *
   * @throws BackendException if there is none
   */
  static int offset(Manifest manifest) {
    if (KNOWN.contains(manifest.quantization())) {
      return 0;
    }
    for (Manifest.Variant variant : manifest.variants()) {
      if (KNOWN.contains(variant.quantization())) {
        return (int) variant.offset(); // within an entry, which has at most 2^31 - 1 bytes
      }
    }
    throw new BackendException(
        InterpreterBackend.NAME,
        "opening the graph",
        "expected weights as one of " + KNOWN + " but found " + manifest.quantization());
  }
}
