package dev.ember.converter.cli.hub;

import java.io.IOException;

/** The hub refuses, or does not give what it promised: says what, and what to do. */
public final class HubException extends IOException {
  private static final long serialVersionUID = 1L;

  HubException(String message) {
    super(message);
  }

  HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
