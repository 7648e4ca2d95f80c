package dev.ember.converter.cli.hub;

import java.io.IOException;

/** Waits between two attempts; a test's does not. */
@FunctionalInterface
public interface Pause {

  /**
   * @throws IOException if the thread is interrupted
   */
  void millis(long millis) throws IOException;
}
