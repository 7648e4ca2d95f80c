package dev.ember.converter.training.distil;

import dev.ember.converter.training.rollout.Repetition;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a teacher's text is not worth learning. The rules are plain and strict: a small teacher
 * loops and rambles often, and what is lost is only written anew.
 *
 * @param leastCharacters of an answer
 * @param mostCharacters of an answer
 * @param mostNats mean surprise of the teacher at its own tokens; what it had to be lucky to say is
 *     seldom sense
 */
public record WritingFilter(int leastCharacters, int mostCharacters, double mostNats) {
  /** Characters that are letters, digits, white space or common marks. */
  private static final double LEAST_PLAIN = 0.9;

  private static final String MARKS = ".,;:!?'\"()-，。！？：；、“”‘’（）…—";

  /** Why an answer is thrown away. */
  public enum Reason {
    UNFINISHED,
    TOO_SHORT,
    TOO_LONG,
    REPEATS,
    ECHOES_THE_PROMPT,
    NONSENSE
  }

  /** All reasons against an answer; none for one to keep. */
  public List<Reason> against(String prompt, TeacherAnswer answer) {
    List<Reason> reasons = new ArrayList<>();
    String text = answer.text().strip();
    if (!answer.stopped()) {
      reasons.add(Reason.UNFINISHED);
    }
    if (text.length() < leastCharacters) {
      reasons.add(Reason.TOO_SHORT);
    }
    if (text.length() > mostCharacters) {
      reasons.add(Reason.TOO_LONG);
    }
    if (Repetition.in(text)) {
      reasons.add(Reason.REPEATS);
    }
    if (text.equalsIgnoreCase(prompt.strip())) {
      reasons.add(Reason.ECHOES_THE_PROMPT);
    }
    if (answer.meanNats() > mostNats || plainShare(text) < LEAST_PLAIN) {
      reasons.add(Reason.NONSENSE);
    }
    return reasons;
  }

  private static double plainShare(String text) {
    long plain =
        text.codePoints()
            .filter(
                point ->
                    Character.isLetterOrDigit(point)
                        || Character.isWhitespace(point)
                        || MARKS.indexOf(point) >= 0)
            .count();
    return text.isEmpty() ? 0 : (double) plain / text.codePointCount(0, text.length());
  }
}
