package dev.ember.inference.benchmarks;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a cache of halves would cost: the graph takes keys and values as floats, so that each step
 * would widen all that is held first, of all layers, and only then could it begin. To be held
 * against {@link DecodeBenchmark} at the same fill.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set up once before all calls
public class HalfCacheBenchmark extends SingleStep {
  private static final int FINITE = 0x7bff; // the largest binary16

  /** Positions held. */
  @Param("100")
  public int filled;

  private short[] halves; // [filled, L, 2, K * D]
  private float[] floats;

  @Setup
  public void fill() throws IOException {
    DecoderConfig config;
    try (Bundle bundle = Bundle.openInstalled(GivenModel.file())) {
      config = bundle.manifest().config();
    }
    int held = (int) (filled * config.cacheBytesPerToken() / Float.BYTES);
    halves = new short[held];
    for (int i = 0; i < held; i++) {
      halves[i] = (short) (i % FINITE);
    }
    floats = new float[held];
  }

  @Benchmark
  public float[] widen() {
    for (int i = 0; i < halves.length; i++) {
      floats[i] = HalfFloat.f16ToFloat(halves[i]);
    }
    return floats;
  }
}
