package dev.ember.app.inside.meaning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks of a model's words.
 *
 * @param word whose neighbours are wanted; blank for none
 * @param analogy null: the first of {@code presets} that the model has words for
 * @param landmarks known words to put on the map, those first that are to be there most
 */
record Question(
    String word, @Nullable Analogy analogy, List<Analogy> presets, List<String> landmarks) {
  Question {
    presets = List.copyOf(presets);
    landmarks = List.copyOf(landmarks);
  }
}
