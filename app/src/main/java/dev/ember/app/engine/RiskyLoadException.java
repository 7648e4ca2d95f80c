package dev.ember.app.engine;

import java.io.IOException;

/**
 * A load that had better not be tried without asking; the next try is taken as the answer. A
 * warning and not a wall: the reason may be a day old.
 */
public final class RiskyLoadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ModelState.Fault fault;

  public RiskyLoadException(ModelState.Fault fault, String detail) {
    super(detail);
    this.fault = fault;
  }

  ModelState.Fault fault() {
    return fault;
  }
}
