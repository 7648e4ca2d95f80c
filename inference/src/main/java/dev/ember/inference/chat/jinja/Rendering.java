package dev.ember.inference.chat.jinja;

import java.time.LocalDateTime;

/**
 * One rendering under its limits. A template comes with a model from anywhere: it must end, and it
 * must not fill the memory, whatever it says. (A string can be doubled sixty times in one line.)
 */
final class Rendering {
  /** Characters or elements of one value: a million, more than a phone's window of tokens holds. */
  static final int MAX_LENGTH = 1 << 20;

  /** Work of one statement, in characters made: what it costs to run one against copying one. */
  static final int STEP = 64;

  /** Work of making an element of a list, or of one step within an expression. */
  static final int ELEMENT = 16;

  /** Work of a character that is looked at one by one instead of copied with its neighbors. */
  static final int CHARACTER = 4;

  /** Work altogether, of a chat of a few turns: less than a tenth of a second. */
  static final long MAX_WORK = 1L << 23;

  /** Work more for two messages each: some templates look back over the chat at every turn. */
  private static final long WORK_A_PAIR = 4L * STEP;

  /** Work more for each character of the variables. */
  private static final long WORK_A_CHARACTER = 16;

  /** However long the chat: less than a second. */
  private static final long MOST_WORK = 1L << 26;

  /** Macros within macros, and values within values. */
  static final int MAX_DEPTH = 100;

  private final LocalDateTime now;
  private final long maxWork;
  private long work;
  private int depth;
  private int line = 1;

  /**
   * @param size of the variables
   */
  Rendering(LocalDateTime now, InputSize size) {
    this.now = now;
    long more = WORK_A_PAIR * size.elements() * size.elements();
    maxWork = Math.min(MOST_WORK, MAX_WORK + more + WORK_A_CHARACTER * size.characters());
  }

  LocalDateTime now() {
    return now;
  }

  /** Counts one step at a line. */
  void step(int atLine) {
    line = atLine;
    work(STEP);
  }

  int line() {
    return line;
  }

  /** Counts work before it is done. */
  void work(long amount) {
    work += amount;
    if (work > maxWork) {
      throw TemplateException.of("the template takes more than " + maxWork + " units of work");
    }
  }

  /** Counts making or walking a list of a size, before it is done. */
  void elements(long size) {
    work(ELEMENT * size);
  }

  /** Allows a value of a length before it is made. */
  void allow(long length) {
    if (length > MAX_LENGTH) {
      throw TemplateException.of(
          "expected a value of at most " + MAX_LENGTH + " characters but found " + length);
    }
    work(length);
  }

  /** Goes one level deeper; {@link #leave} comes back. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw TemplateException.of("expected at most " + MAX_DEPTH + " levels of nesting");
    }
  }

  void leave() {
    depth--;
  }
}
