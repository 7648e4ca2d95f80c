package dev.ember.converter.export.source;

import java.io.IOException;

/** A checkpoint that is whole but not one that Ember computes rightly: says file, field, why. */
public final class UnsupportedCheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String field;

  public UnsupportedCheckpointException(String file, String field, String expected, String found) {
    super(file + ", " + field + ": expected " + expected + " but found " + found);
    this.field = field;
  }

  /** The field of the configuration, or the tensor, to blame. */
  public String field() {
    return field;
  }
}
