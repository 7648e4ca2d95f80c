package dev.ember.converter.export.weights;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** What a thread of ours threw, as its caller would have seen it without threads. */
final class Failures {
  private Failures() {}

  /** Throws what is unchecked, and returns the rest to be thrown. */
  static IOException asThrown(ExecutionException failed) {
    if (failed.getCause() instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failed.getCause() instanceof Error error) {
      throw error;
    }
    return failed.getCause() instanceof IOException checked ? checked : new IOException(failed);
  }
}
