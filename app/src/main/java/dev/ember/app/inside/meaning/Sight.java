package dev.ember.app.inside.meaning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model's table says to a question.
 *
 * @param words of the vocabulary, which are compared with
 * @param numbers of each word's direction
 * @param near null if no word was asked for
 * @param presets sums that the model has words for
 */
record Sight(int words, int numbers, @Nullable Near near, Sum sum, List<Analogy> presets) {
  Sight {
    presets = List.copyOf(presets);
  }

  /** A word and how near it is: the cosine of the angle, -1 to 1. */
  record Close(String word, float similarity) {}

  /**
   * What lies around a word.
   *
   * @param tokens that the word takes
   * @param middle how near the middle one of all words is
   */
  record Near(String word, int tokens, List<Close> nearest, float middle, Plane map) {
    Near {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * Words on a map, those first that matter most.
   *
   * @param spread which part of the words' spread its two directions show, 0 to 1
   */
  record Plane(List<MapPoint> points, float spread) {
    Plane {
      points = List.copyOf(points);
    }
  }

  /**
   * Where a sum leads.
   *
   * @param nearest without the words of the sum
   * @param asked the word of the sum that is nearest if these are not left out
   * @param goal what became of the expected word; null if none is expected
   * @param words that were compared
   */
  record Sum(Analogy analogy, List<Close> nearest, Close asked, @Nullable Goal goal, int words) {
    Sum {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * The word that a reader expects a sum to lead to.
   *
   * @param place among all words, from 1
   * @param similarity how near it is
   * @param alike whether the model cannot tell the words of the sum apart: pieces that were never
   *     learned all point the same way
   */
  record Goal(int place, float similarity, boolean alike) {}
}
