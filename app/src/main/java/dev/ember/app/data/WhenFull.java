package dev.ember.app.data;

/** What happens when a chat no longer fits the model's window. Stored by name. */
public enum WhenFull {
  /** The oldest turns are no longer read; pinned ones are. */
  DROP_OLDEST,
  /** Nothing is answered, and the screen says why. */
  STOP
}
