package dev.ember.converter.training;

import dev.ember.converter.training.run.PrecisionChoice;
import java.nio.file.Path;

/**
 * What one run was asked to do.
 *
 * @param preset the recipe
 * @param folder of the checkpoint
 * @param seed of weights and data
 * @param fresh whether to forget the run that lies in the folder
 * @param threads of libtorch
 * @param precision how to choose the type to compute in
 */
record RunOptions(
    Preset preset, Path folder, long seed, boolean fresh, int threads, PrecisionChoice precision) {

  RunOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread but found " + threads);
    }
  }
}
