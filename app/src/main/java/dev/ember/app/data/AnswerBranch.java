package dev.ember.app.data;

import dev.ember.inference.replay.Replay;
import java.util.List;

/**
 * Another way for an answer to go on, from a word that the reader chose.
 *
 * @param answerId the answer that it leaves
 * @param text up to the chosen word, with it
 * @param kept how that came to be
 * @param from what is read before the next word is drawn, with the settings and dice for it; its
 *     answer is still empty
 */
public record AnswerBranch(long answerId, String text, List<AnswerTrace> kept, Replay from) {

  public AnswerBranch {
    kept = List.copyOf(kept);
  }

  Turn.Begun begun() {
    return new Turn.Begun(text, tokens(), null, from);
  }

  int tokens() {
    int tokens = 0;
    for (AnswerTrace trace : kept) {
      tokens += trace.tokens();
    }
    return tokens;
  }
}
