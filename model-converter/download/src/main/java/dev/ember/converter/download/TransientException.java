package dev.ember.converter.download;

import java.io.IOException;
import java.util.OptionalLong;

/** A failure that another attempt may not meet: a broken connection, a busy server. */
public final class TransientException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final long UNKNOWN = -1;

  private final long retryAfterMillis;

  public TransientException(String message, OptionalLong retryAfterMillis) {
    super(message);
    this.retryAfterMillis = retryAfterMillis.orElse(UNKNOWN);
  }

  public TransientException(IOException broken) {
    super(describe(broken), broken);
    retryAfterMillis = UNKNOWN;
  }

  /** What the server asks to wait, if it says. */
  public OptionalLong retryAfterMillis() {
    return retryAfterMillis == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(retryAfterMillis);
  }

  private static String describe(IOException broken) {
    String message = broken.getMessage();
    return broken.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
