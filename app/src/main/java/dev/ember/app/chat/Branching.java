package dev.ember.app.chat;

/**
 * Where a message stands among its alternatives.
 *
 * @param alternative from 1
 * @param alternatives how many there are, this one included
 */
public record Branching(int alternative, int alternatives) {

  /** A message without alternatives. */
  public static final Branching ONLY = new Branching(1, 1);

  /** Whether there is anything to choose. */
  boolean chooses() {
    return alternatives > 1;
  }

  boolean hasPrevious() {
    return alternative > 1;
  }

  boolean hasNext() {
    return alternative < alternatives;
  }
}
