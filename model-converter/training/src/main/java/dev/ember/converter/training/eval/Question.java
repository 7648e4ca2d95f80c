package dev.ember.converter.training.eval;

import dev.ember.inference.chat.Message;
import java.util.List;
import java.util.Locale;

/**
 * A chat that a model is led through: it answers each turn of the user, and its last answer is
 * judged.
 *
 * @param id names it in a transcript
 * @param group of questions that ask for the same ability
 * @param language that it is asked in, {@code "en"}; empty if nothing says so
 * @param opening what was said before
 * @param turns the user's, at least one
 * @param rubric what a right answer holds
 */
public record Question(
    String id,
    String group,
    String language,
    List<Message> opening,
    List<String> turns,
    Rubric rubric) {

  /**
   * How an answer is judged.
   *
   * @param text for a reader who judges; empty if nobody does
   * @param any a right answer almost always holds one of these, case ignored; empty: not asked
   * @param none it holds none of these
   */
  public record Rubric(String text, List<String> any, List<String> none) {
    static final Rubric NONE = new Rubric("", List.of(), List.of());

    public Rubric {
      any = List.copyOf(any);
      none = List.copyOf(none);
    }

    /** Whether the rubric names words at all. */
    boolean hasWords() {
      return !any.isEmpty() || !none.isEmpty();
    }

    /** A first sieve, which never replaces the reader: "no" also stands inside "now". */
    boolean hasWordsOf(String answer) {
      String small = answer.toLowerCase(Locale.ROOT);
      return (any.isEmpty() || any.stream().anyMatch(word -> holds(small, word)))
          && none.stream().noneMatch(word -> holds(small, word));
    }

    private static boolean holds(String small, String word) {
      return small.contains(word.toLowerCase(Locale.ROOT));
    }
  }

  public Question {
    opening = List.copyOf(opening);
    turns = List.copyOf(turns);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("expected a turn of the user but found none");
    }
  }

  /** A chat whose last turn is the user's, judged by the rules for every answer alone. */
  static Question of(int number, List<Message> chat) {
    int last = chat.size() - 1;
    return new Question(
        Integer.toString(number),
        "",
        "",
        chat.subList(0, last),
        List.of(chat.get(last).content()),
        Rubric.NONE);
  }

  String lastTurn() {
    return turns.get(turns.size() - 1);
  }
}
