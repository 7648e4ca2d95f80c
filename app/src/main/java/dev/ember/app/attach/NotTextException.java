package dev.ember.app.attach;

import java.io.IOException;

/** A file that cannot be quoted. */
final class NotTextException extends IOException {
  private static final long serialVersionUID = 1L;

  private final AttachState.Reason reason;

  NotTextException(AttachState.Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  AttachState.Reason reason() {
    return reason;
  }
}
