package dev.ember.converter.export.parity;

import java.util.List;

/** The converted model is not the checkpoint's: it was measured, and found too far away. */
public final class ParityException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> failures;

  /**
   * @param failures a sentence each, at least one
   */
  public ParityException(List<String> failures) {
    super("the converted model differs too much: " + String.join("; ", failures));
    this.failures = List.copyOf(failures);
  }

  public List<String> failures() {
    return failures;
  }
}
