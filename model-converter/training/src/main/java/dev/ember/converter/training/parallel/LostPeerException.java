package dev.ember.converter.training.parallel;

import java.io.IOException;

/** Another process of the run is gone, or does not answer. */
public final class LostPeerException extends IOException {
  private static final long serialVersionUID = 1;

  LostPeerException(int rank, int count, RuntimeException cause) {
    super(
        String.format(
            "expected %d processes but one is gone, as rank %d sees: %s",
            count, rank, firstLine(String.valueOf(cause.getMessage()))),
        cause);
  }

  /** Without the place in the native source that libtorch puts before it. */
  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse(message);
    return line.replaceFirst("^\\[[^]]*] ", "");
  }
}
