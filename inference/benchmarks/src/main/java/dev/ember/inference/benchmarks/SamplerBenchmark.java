package dev.ember.inference.benchmarks;

import dev.ember.inference.sample.Sampler;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.sample.TokenWindow;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One token from the logits of the largest vocabularies in use. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set up once before all calls
public class SamplerBenchmark extends SingleStep {
  static final int VOCABULARY = 150_000;

  /** So many answers of a model take turns, or a processor learns where its branches go. */
  private static final int STEPS = 8;

  private static final float SPREAD = 3; // as a model's
  private static final long SEED = 3;

  /** Which filters are on. */
  public enum Filters {
    GREEDY(SamplingOptions.GREEDY),
    TOP_K_TOP_P_PENALTY(new SamplingOptions(0.8f, 40, 0.95f, 0, 1.1f, 64, SEED)),
    TOP_P(new SamplingOptions(0.8f, 0, 0.95f, 0, 1, 0, SEED));

    private final SamplingOptions options;

    Filters(SamplingOptions options) {
      this.options = options;
    }
  }

  @Param public Filters filters;

  private final float[][] logits = new float[STEPS][VOCABULARY];
  private Sampler sampler;
  private TokenWindow recent;
  private int step;

  @Setup
  public void draw() {
    Random random = new Random(SEED);
    for (float[] each : logits) {
      for (int i = 0; i < each.length; i++) {
        each[i] = SPREAD * (float) random.nextGaussian();
      }
    }
    sampler = Sampler.of(filters.options);
    recent = new TokenWindow(filters.options.repetitionWindow());
  }

  @Benchmark
  public int sample() {
    step = (step + 1) % STEPS;
    int token = sampler.sample(logits[step], recent);
    recent.add(token);
    return token;
  }
}
