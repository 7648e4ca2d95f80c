package dev.ember.app.export;

import java.io.IOException;

/** Why a file adds no chats. */
public final class ChatFileException extends IOException {
  private static final long serialVersionUID = 1;

  public enum Reason {
    /** No chats of Ember begin like this. */
    NO_CHATS,
    /** A later version wrote it. */
    TOO_NEW,
    /** Longer than is read. */
    TOO_LONG,
    /** Cut, or changed by hand. */
    DAMAGED
  }

  private final Reason reason;

  /**
   * @param detail place, expectation and finding, in English
   */
  ChatFileException(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
