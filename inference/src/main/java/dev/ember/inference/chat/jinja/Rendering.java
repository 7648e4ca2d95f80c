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

  /** Work altogether: less than a tenth of a second; a long chat takes a twentieth. */
  static final long MAX_WORK = 1L << 23;

  /** Macros within macros, and values within values. */
  static final int MAX_DEPTH = 100;

  private final LocalDateTime now;
  private long work;
  private int depth;
  private int line = 1;

  Rendering(LocalDateTime now) {
    this.now = now;
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
    if (work > MAX_WORK) {
      throw TemplateException.of("the template takes more than " + MAX_WORK + " units of work");
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
