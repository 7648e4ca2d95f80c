package dev.ember.converter.export.weights;

/** Weights too large for the scale of a 4-bit block; whoever knows their tensor says where. */
final class ScaleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String found;

  ScaleException(String expected, String found) {
    super("expected " + expected + " but found " + found);
    this.expected = expected;
    this.found = found;
  }

  String expected() {
    return expected;
  }

  String found() {
    return found;
  }
}
