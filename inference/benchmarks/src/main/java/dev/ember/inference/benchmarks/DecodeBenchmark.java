package dev.ember.inference.benchmarks;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
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

/** One token to logits on TensorFlow Lite, at the same place of a text each time. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set up once before all calls
public class DecodeBenchmark extends SingleStep {
  private static final int TOKEN = 1;

  /** Positions before the token; its row is appended behind them and taken back. */
  @Param("100")
  public int filled;

  /** Of the kernels. */
  @Param("1")
  public int threads;

  private Backend backend;
  private KvCache cache;
  private float[] logits; // [V]

  @Setup
  public void open() throws IOException {
    try (Bundle bundle = Bundle.openInstalled(GivenModel.file())) {
      backend = TfliteBackend.open(bundle, threads, PackedWeights.IN_MEMORY);
    }
    logits = new float[backend.config().vocabulary()];
    cache = backend.newCache();
    backend.prefill(new int[filled], filled, cache);
  }

  @Benchmark
  public float[] decode() {
    backend.decode(TOKEN, cache, logits);
    cache.truncate(filled);
    return logits;
  }

  @TearDown
  public void close() {
    cache.close();
    backend.close();
  }
}
