package dev.ember.inference.benchmarks;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Keys and values of new positions, of all layers, stored where the graph reads them. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set up once before all calls
public class AppendBenchmark extends SingleStep {

  /** Positions held before; a key's next value lies a context away from the one before. */
  @Param("100")
  public int filled;

  /** New positions: one of a decode, or those of a prefill. */
  @Param({"1", "64"})
  public int count;

  private Backend backend;
  private PortableKvCache cache;
  private float[] rows; // [count, L, 2, K * D]

  @Setup
  public void open() throws IOException {
    try (Bundle bundle = Bundle.openInstalled(GivenModel.file())) {
      backend = TfliteBackend.open(bundle, 1, PackedWeights.IN_MEMORY);
    }
    cache = (PortableKvCache) backend.newCache();
    backend.prefill(new int[filled], filled, cache);
    rows = new float[count * cache.rowFloats()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
  }

  @Benchmark
  public int append() {
    cache.append(count, rows);
    cache.truncate(filled);
    return cache.length();
  }

  /** What the cache holds of the new positions. */
  float[] appended() {
    cache.append(count, rows);
    float[] read = new float[rows.length];
    cache.read(filled, count, read);
    cache.truncate(filled);
    return read;
  }

  @TearDown
  public void close() {
    cache.close();
    backend.close();
  }
}
