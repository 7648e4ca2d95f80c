package dev.ember.converter.export;

/** Is told how an export goes, on the exporting thread. */
@FunctionalInterface
public interface ExportListener {

  /** The parts of an export, in their order. */
  enum Step {
    /** Quantizing and writing the graph. */
    CONVERTING,
    /** Comparing it with the float reference. */
    CHECKING,
    /** Writing the bundle and reading it back. */
    WRITING
  }

  /**
   * @param fraction of the step that is done, 0 to 1
   */
  void onProgress(Step step, double fraction);
}
