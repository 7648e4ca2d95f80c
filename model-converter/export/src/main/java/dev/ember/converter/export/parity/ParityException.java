package dev.ember.converter.export.parity;

/** The converted model is not the checkpoint's: it was measured, and found too far away. */
public final class ParityException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ParityReport report;

  public ParityException(ParityReport report) {
    super("the converted model differs too much: " + String.join("; ", report.failures()));
    this.report = report;
  }

  public ParityReport report() {
    return report;
  }
}
