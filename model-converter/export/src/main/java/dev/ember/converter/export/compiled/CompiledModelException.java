package dev.ember.converter.export.compiled;

import java.io.IOException;

/** A compiled model that is damaged, or none. */
public final class CompiledModelException extends IOException {
  private static final long serialVersionUID = 1L;

  CompiledModelException(String message) {
    super(message);
  }

  CompiledModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
