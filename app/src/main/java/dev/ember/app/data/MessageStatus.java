package dev.ember.app.data;

/** How far a message has come. Stored by name: never rename one without a migration. */
public enum MessageStatus {
  /** Whole. Every user message is. */
  COMPLETE,
  /** An answer being written, or waiting for its turn. After a restart none is. */
  STREAMING,
  /** The user stopped the answer; what was written is kept. */
  CANCELLED,
  /** The process ended while the answer was being written; what was saved is kept. */
  INTERRUPTED,
  /** Something broke; what was written is kept, and the reason with it. */
  FAILED
}
