package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.bundle.TensorEncoding;
import java.util.Map;
import java.util.Objects;

/** Which of a bundle's graphs TensorFlow Lite 2.16.1 runs: it knows no weights in blocks. */
final class RunnableGraph {
  private static final Map<String, TensorEncoding> KNOWN =
      Map.of(
          "int8-per-channel",
          TensorEncoding.INT8,
          "float32",
          TensorEncoding.FLOAT32,
          "float16",
          TensorEncoding.FLOAT16);

  private RunnableGraph() {}

  /** Whether there is one. */
  static boolean isIn(Manifest manifest) {
    return KNOWN.containsKey(manifest.quantization())
        || manifest.variants().stream().anyMatch(graph -> KNOWN.containsKey(graph.quantization()));
  }

  /**
   * Where it begins in {@code model.tflite}.
   *
   * @throws BackendException if there is none
   */
  static int offset(Manifest manifest) {
    return KNOWN.containsKey(manifest.quantization())
        ? 0
        : (int) variant(manifest).offset(); // within an entry, which has at most 2^31 - 1 bytes
  }

  /**
   * What one interpreter takes for its weights, in the graph's own encoding.
   *
   * @throws BackendException if there is none
   */
  static long packedBytes(Manifest manifest) {
    if (KNOWN.containsKey(manifest.quantization())) {
      return MemorySum.of(manifest).packedBytes();
    }
    TensorEncoding encoding = Objects.requireNonNull(KNOWN.get(variant(manifest).quantization()));
    return new MemorySum(manifest.config(), tensor -> encoding).packedBytes();
  }

  private static Manifest.Variant variant(Manifest manifest) {
    for (Manifest.Variant variant : manifest.variants()) {
      if (KNOWN.containsKey(variant.quantization())) {
        return variant;
      }
    }
    throw new BackendException(
        InterpreterBackend.NAME,
        "opening the graph",
        "expected weights as one of " + KNOWN.keySet() + " but found " + manifest.quantization());
  }
}
