package dev.ember.app.inside.step;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token behind the start.
 *
 * @param sure how probable the model alone found it, from 0 to 1; null where nobody looked
 */
record TakenToken(int id, @Nullable Float sure) {

  /** Tokens of which nothing else is known. */
  static List<TakenToken> of(List<Integer> ids) {
    List<TakenToken> tokens = new ArrayList<>();
    ids.forEach(id -> tokens.add(new TakenToken(id, null)));
    return tokens;
  }
}
