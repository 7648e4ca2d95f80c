package dev.ember.inference.benchmarks;

import java.nio.file.Path;

/** The bundle that is measured. */
final class GivenModel {
  private static final String PROPERTY = "ember.model";

  private GivenModel() {}

  /**
   * Where it lies.
   *
   * @throws IllegalStateException if nobody has said
   */
  static Path file() {
    String file = System.getProperty(PROPERTY);
    if (file == null) {
      throw new IllegalStateException("expected a bundle by -D" + PROPERTY + " but found none");
    }
    return Path.of(file);
  }
}
