package dev.ember.inference.backend.trust;

/**
 * There is not the memory for a {@link Contender} now. That says nothing about it, and no verdict
 * is kept: another time there may be.
 */
public final class NoRoomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param detail expected and found
   */
  public NoRoomException(String detail) {
    super(detail);
  }
}
