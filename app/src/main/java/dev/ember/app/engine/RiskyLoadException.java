package dev.ember.app.engine;

import java.io.IOException;

/**
 * A load that had better not be tried without asking: it is refused until {@link
 * ModelSource#consent}. A warning and not a wall: the reason may be a day old.
 */
public final class RiskyLoadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient LoadRisk risk;

  public RiskyLoadException(LoadRisk risk, String detail) {
    super(detail);
    this.risk = risk;
  }

  public LoadRisk risk() {
    return risk;
  }

  ModelState.Fault fault() {
    return risk instanceof LoadRisk.Died ? ModelState.Fault.KILLED : ModelState.Fault.MEMORY;
  }
}
