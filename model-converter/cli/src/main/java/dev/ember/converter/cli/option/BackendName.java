package dev.ember.converter.cli.option;

import java.util.Locale;

/** What can run a model on a desktop; users write the names in lower case. */
public enum BackendName {
  /** TensorFlow Lite, as on the phone. */
  TFLITE,
  /** Plain Java loops: slow, and the oracle for the other. */
  REFERENCE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
