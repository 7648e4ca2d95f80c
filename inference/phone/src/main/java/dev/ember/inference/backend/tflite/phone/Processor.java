package dev.ember.inference.backend.tflite.phone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What computes a graph. */
public sealed interface Processor {

  /**
   * The runtime's own kernels.
   *
   * @param threads at least 1
   */
  record Cpu(int threads) implements Processor {
    public Cpu {
      if (threads < 1) {
        throw new IllegalArgumentException("expected at least 1 thread but found " + threads);
      }
    }
  }

  /**
   * The GPU delegate, through OpenCL.
   *
   * @param precision of its arithmetic
   * @param tuned whether to look for the best shape of each program when it is first built: seconds
   *     more once, for speed ever after
   * @param programs a folder that keeps compiled programs and uploaded weights for the next start,
   *     about 4 bytes a parameter; null keeps nothing
   */
  record Gpu(Precision precision, boolean tuned, @Nullable Path programs) implements Processor {}

  /** How a GPU adds up. */
  enum Precision {
    /** 4 bytes a parameter. */
    FLOAT32,
    /** Half of that, and half the digits: a checkpoint may or may not bear it. */
    FLOAT16
  }
}
