package dev.ember.app.data;

import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.replay.Replay;
import java.util.ArrayList;
import java.util.List;

/**
 * How one stretch of an answer came to be: enough to draw each of its tokens again. An answer has
 * one, or one more each time it was gone on with. Those that a process did not live to end have
 * none.
 *
 * @param id 0 until it is stored
 * @param startChar where the stretch begins in the answer's text
 * @param replay the prompt, the settings with their dice, and the tokens; its model is the app's id
 *     of it
 * @param ends for each token where its text ends, in characters behind {@code startChar}; a token
 *     without text of its own ends where the one before does
 * @param sure for each token how probable the model alone found it, in ten-thousandths; empty where
 *     nobody looked
 * @param byHand whether the last token was not drawn but chosen by the reader
 */
public record AnswerTrace(
    long id, int startChar, Replay replay, List<Integer> ends, List<Integer> sure, boolean byHand) {

  /** The unit of {@link #sure}. */
  public static final int WHOLE = 10_000;

  public AnswerTrace {
    ends = List.copyOf(ends);
    sure = List.copyOf(sure);
    if (ends.size() != replay.answer().size() || (!sure.isEmpty() && sure.size() != ends.size())) {
      throw new IllegalArgumentException(
          "expected ends and sureness of "
              + replay.answer().size()
              + " tokens but found "
              + ends.size()
              + " and "
              + sure.size());
    }
  }

  /** How many tokens it has. */
  public int tokens() {
    return ends.size();
  }

  /** Where the text of a token begins in the answer. */
  public int startOf(int index) {
    return startChar + (index == 0 ? 0 : ends.get(index - 1));
  }

  /** Where it ends. */
  public int endOf(int index) {
    return startChar + ends.get(index);
  }

  /**
   * What the answer of {@code index} tokens and one that a reader chose in place of the next looks
   * back on.
   *
   * @param token that was chosen
   * @param end of its text, behind {@code startChar}
   * @param probability that the model alone gave it
   */
  public AnswerTrace chosen(int index, int token, int end, float probability) {
    Replay kept =
        new Replay(
            replay.model(),
            replay.backend(),
            replay.prompt(),
            replay.options(),
            with(replay.answer().subList(0, index), token),
            "",
            FinishReason.CANCELLED);
    List<Integer> keptSure =
        sure.isEmpty() ? sure : with(sure.subList(0, index), Math.round(probability * WHOLE));
    return new AnswerTrace(0, startChar, kept, with(ends.subList(0, index), end), keptSure, true);
  }

  private static List<Integer> with(List<Integer> first, int last) {
    List<Integer> all = new ArrayList<>(first);
    all.add(last);
    return all;
  }
}
