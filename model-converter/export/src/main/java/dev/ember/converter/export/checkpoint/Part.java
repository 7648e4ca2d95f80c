package dev.ember.converter.export.checkpoint;

/**
 * Some rows of a stored tensor as rows of a canonical one: each value is {@code (stored + shift) *
 * scale}.
 *
 * @param from where they are stored
 * @param first row
 * @param count of rows
 */
record Part(StoredTensor from, int first, int count, float shift, float scale) {

  /** Folds a factor in. */
  Part times(float factor) {
    return new Part(from, first, count, shift, scale * factor);
  }

  /** The gain of a norm that is stored as its distance from 1. */
  Part plusOne() {
    return new Part(from, first, count, 1, scale);
  }
}
