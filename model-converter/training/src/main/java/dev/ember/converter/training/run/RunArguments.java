package dev.ember.converter.training.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every stage has. */
public final class RunArguments {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder of the run and of its model (default: runs/STAGE)")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "the same seed, the same curve (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--threads",
      description = "threads of libtorch (default: all cores); another number, other rounding")
  private @Nullable Integer threads;

  @Option(
      names = "--precision",
      defaultValue = "auto",
      description = "float32, bfloat16 or auto: measure both first (default: ${DEFAULT-VALUE})")
  private String precision = "auto";

  @Option(names = "--fresh", description = "forget the run that lies in --out and begin anew")
  private boolean fresh;

  /** Where the run lies. */
  public RunFolder folder(String stage) {
    return new RunFolder(out == null ? Path.of("runs", stage) : out);
  }

  public long seed() {
    return seed;
  }

  public boolean fresh() {
    return fresh;
  }

  /**
   * How to choose the type to compute in.
   *
   * @throws IllegalArgumentException if there is no such choice
   */
  public PrecisionChoice precision() {
    return PrecisionChoice.valueOfOption(precision);
  }

  /**
   * Threads of libtorch.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public int threads() {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (count < 1) {
      throw new IllegalArgumentException("expected at least 1 thread but found " + count);
    }
    return count;
  }
}
