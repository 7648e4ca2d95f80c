package dev.ember.app.data;

import org.jspecify.annotations.Nullable;

/**
 * A question as it is going to be stored.
 *
 * @param text with the file that it quotes, if it quotes one
 * @param attachment the row of that file, which goes once the question is stored; null if there is
 *     none
 */
public record UnsentQuestion(String text, @Nullable Long attachment) {

  public static UnsentQuestion of(String text) {
    return new UnsentQuestion(text, null);
  }
}
