package dev.ember.app.chat;

import dev.ember.app.sure.SurePlace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How sure the model was of the words of a chat's answers.
 *
 * @param wanted whether the reader wants to see it
 * @param places of each answer by its id, in its Markdown source; empty where nobody wrote it down
 */
record Tints(boolean wanted, Map<Long, List<SurePlace>> places) {
  static final Tints NONE = new Tints(false, Map.of());

  Tints {
    places = Map.copyOf(places);
  }

  /** Those of one answer; null where they are not wanted, or not read yet. */
  @Nullable List<SurePlace> of(long answerId) {
    return wanted ? places.get(answerId) : null;
  }
}
