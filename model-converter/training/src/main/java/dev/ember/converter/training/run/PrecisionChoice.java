package dev.ember.converter.training.run;

import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.StepTime;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/**
 * How the type to compute in is chosen. Where a processor multiplies bfloat16 itself (AMX,
 * AVX512-BF16) it is faster by a factor; elsewhere it is slower than float32. So it is measured, by
 * the clock: near the limit a run that begins anew may choose another type with the same seed. One
 * that goes on keeps the type that lies in its state.
 */
public enum PrecisionChoice {
  AUTO,
  FLOAT32,
  BFLOAT16;

  /** Below this gain float32 is kept: its curve is the same on more machines. */
  private static final double WORTHWHILE_GAIN = 1.2;

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

  /**
   * The type, measured if need be on the path that trains: threads that share an operation and
   * threads that have a part of the batch each do not gain the same by a narrower type. The weights
   * do not change.
   *
   * @param parameters that learn
   * @param objective that trains, in a type; its first step is timed
   */
  public Precision resolve(Parameters parameters, Function<Precision, Objective> objective) {
    return switch (this) {
      case FLOAT32 -> Precision.FLOAT32;
      case BFLOAT16 -> Precision.BFLOAT16;
      case AUTO -> {
        double gain =
            StepTime.nanos(objective.apply(Precision.FLOAT32), parameters)
                / (double) StepTime.nanos(objective.apply(Precision.BFLOAT16), parameters);
        yield gain >= WORTHWHILE_GAIN ? Precision.BFLOAT16 : Precision.FLOAT32;
      }
    };
  }
}
