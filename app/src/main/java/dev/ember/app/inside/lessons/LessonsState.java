package dev.ember.app.inside.lessons;

import java.util.Set;

/**
 * How far the reader is.
 *
 * @param at the lesson to go on with, from 0
 * @param read the lessons that were read to their end
 */
public record LessonsState(int at, Set<Integer> read) {
  /** Somebody who has just come. */
  static final LessonsState BEGINNING = new LessonsState(0, Set.of());

  public LessonsState {
    read = Set.copyOf(read);
  }

  /** Whether there is nothing left. */
  public boolean finished() {
    return read.size() == Lesson.COUNT;
  }
}
