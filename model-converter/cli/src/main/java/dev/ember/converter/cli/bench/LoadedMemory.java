package dev.ember.converter.cli.bench;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a bundle says it takes when it is loaded with a full cache, and what it takes.
 *
 * @param saidBytes by the manifest
 * @param foundBytes by which the process grew
 */
public record LoadedMemory(long saidBytes, long foundBytes) {
  private static final double MOST_APART = 0.1;

  /**
   * Loads a bundle as it is loaded every day, with its packed weights on the disk already, and
   * fills its context. The process should be fresh: nothing of the kind was loaded before.
   */
  public static LoadedMemory measure(Path file, int threads) throws IOException {
    long before = resident();
    try (Bundle bundle = Bundle.openInstalled(file)) {
      try (Backend backend = TfliteBackend.open(bundle, threads, PackedWeights.ON_DISK);
          KvCache cache = backend.newCache()) {
        float[] logits = new float[backend.config().vocabulary()];
        int[] chunk = new int[backend.prefillChunk()];
        while (cache.capacity() - cache.length() > chunk.length) {
          backend.prefill(chunk, chunk.length, cache);
        }
        backend.decode(1, cache, logits);
        return new LoadedMemory(bundle.manifest().memoryBytes(), resident() - before);
      }
    }
  }

  /** Whether what was said is within a tenth of what was found. */
  public boolean isWithinBounds() {
    return Math.abs(saidBytes - foundBytes) <= MOST_APART * foundBytes;
  }

  /** One line for people. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "The bundle says %.1f MB, found %.1f MB resident: %+.1f %%",
        BenchReport.megabytes(saidBytes),
        BenchReport.megabytes(foundBytes),
        100.0 * (saidBytes - foundBytes) / foundBytes);
  }

  private static long resident() throws IOException {
    System.gc(); // garbage is not the model's
    return PeakMemory.residentBytesNow()
        .orElseThrow(() -> new IOException("expected /proc/self/status but found none"));
  }
}
