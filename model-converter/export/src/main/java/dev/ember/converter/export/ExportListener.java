package dev.ember.converter.export;

import java.nio.file.Path;

/**
 * Is told how an export goes, on the exporting thread. What it throws ends the export; a {@link
 * java.util.concurrent.CancellationException} leaves what was converted so far beside the target,
 * so that the same export goes on there, while anything else leaves nothing.
 */
@FunctionalInterface
public interface ExportListener {

  /** The parts of an export, in their order. */
  enum Step {
    /** Smoothing, quantizing and writing the graph. */
    CONVERTING,
    /** Comparing it with the float reference. */
    CHECKING,
    /** Writing the bundle and reading it back. */
    WRITING
  }

  /**
   * Says, before any tensor is converted, that an export to the same target was stopped and this
   * one goes on there.
   *
   * @param tensors that it had finished
   */
  default void onTakenUp(int tensors) {}

  /**
   * Says, before any tensor is converted, that the caller's calibration text is shorter than what
   * activations are usually smoothed with.
   *
   * @param tokens that it has
   * @param wanted that would be read of a longer one
   */
  default void onShortCalibration(int tokens, int wanted) {}

  /**
   * Says, at the end, that a file of the work cannot be deleted yet; the next export to the same
   * target does so.
   */
  default void onLeft(Path file) {}

  /**
   * @param fraction of the step that is done, 0 to 1
   */
  void onProgress(Step step, double fraction);
}
