package dev.ember.app.backup;

import java.io.IOException;

/** A backup that cannot be read. Nothing was changed. */
public final class BackupException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    NO_BACKUP,
    /** Of a later version of the app. */
    TOO_NEW,
    /** Sealed, and no passphrase was given. */
    PASSPHRASE_NEEDED,
    /** The passphrase is another one. */
    WRONG_PASSPHRASE,
    /** Bytes are missing or changed. */
    DAMAGED
  }

  private final Reason reason;

  BackupException(Reason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
