package dev.ember.converter.export;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Manifest;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * What an export asks of the machine that it runs on.
 *
 * @param deletion of what is no longer needed
 * @param opening of what was converted
 */
record Machine(ScratchFolder.Deletion deletion, Opening opening) {
  static final Machine REAL = new Machine(Files::delete, Machine::opened);

  /** How a graph is loaded. An interface because the real runtime is native. */
  @FunctionalInterface
  interface Opening {
    /**
     * @param variant of the bundle, or null for its first graph
     */
    Backend open(Bundle bundle, Manifest.@Nullable Variant variant, int threads);
  }

  private static Backend opened(Bundle bundle, Manifest.@Nullable Variant variant, int threads) {
    return variant == null
        ? TfliteBackend.open(bundle, threads)
        : TfliteBackend.open(bundle, variant, threads);
  }
}
