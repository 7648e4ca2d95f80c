package dev.ember.converter.training.run;

import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;

/**
 * How the type to compute in is chosen. Where a processor multiplies bfloat16 itself (AMX,
 * AVX512-BF16) it is faster by a factor; elsewhere it is slower than float32. So it is measured.
 */
public enum PrecisionChoice {
  AUTO,
  FLOAT32,
  BFLOAT16;

  /** Below this gain float32 is kept: its curve is the same on more machines. */
  private static final double WORTHWHILE_GAIN = 1.2;

  private static final int WARM_UP_STEPS = 1;
  private static final int TIMED_STEPS = 3;

  public static PrecisionChoice valueOfOption(String option) {
    for (PrecisionChoice choice : values()) {
      if (choice.name().equals(option.toUpperCase(Locale.ROOT))) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "expected precision float32, bfloat16 or auto but found " + option);
  }

  /**
   * The type of a run that goes on.
   *
   * @throws IOException if another was asked for, which would not go on bit for bit
   */
  public Precision requireAllows(Precision begun, Path run) throws IOException {
    if (this != AUTO && !name().equals(begun.name())) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: expected the run to go on with precision %s but it began with %s; --fresh begins"
                  + " anew",
              run,
              name().toLowerCase(Locale.ROOT),
              begun.name().toLowerCase(Locale.ROOT)));
    }
    return begun;
  }

  /** The type, measured on the given weights and batch if need be; the weights do not change. */
  public Precision resolve(Parameters parameters, Batch batch) {
    return switch (this) {
      case FLOAT32 -> Precision.FLOAT32;
      case BFLOAT16 -> Precision.BFLOAT16;
      case AUTO -> {
        double gain =
            nanos(parameters, Precision.FLOAT32, batch)
                / (double) nanos(parameters, Precision.BFLOAT16, batch);
        yield gain >= WORTHWHILE_GAIN ? Precision.BFLOAT16 : Precision.FLOAT32;
      }
    };
  }

  /** The fastest of a few forward and backward passes, in nanoseconds. */
  private static long nanos(Parameters parameters, Precision precision, Batch batch) {
    Gpt gpt = new Gpt(parameters, precision);
    long best = Long.MAX_VALUE;
    for (int step = 0; step < WARM_UP_STEPS + TIMED_STEPS; step++) {
      long start = System.nanoTime();
      try (PointerScope scope = new PointerScope()) {
        gpt.loss(batch).backward();
        parameters.forgetGradient();
      }
      if (step >= WARM_UP_STEPS) {
        best = Math.min(best, System.nanoTime() - start);
      }
    }
    return best;
  }
}
