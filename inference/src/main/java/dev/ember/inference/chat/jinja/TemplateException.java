package dev.ember.inference.chat.jinja;

/** A template that cannot be parsed, fails while it renders, or refuses what it is given. */
public final class TemplateException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The line before the renderer knows it. */
  static final int UNKNOWN_LINE = 0;

  private final String reason;
  private final int line;
  private final boolean refusal;

  private TemplateException(String reason, int line, boolean refusal) {
    super(line == UNKNOWN_LINE ? reason : "line " + line + ": " + reason);
    this.reason = reason;
    this.line = line;
    this.refusal = refusal;
  }

  /** An error of the template at a line that the renderer adds. */
  static TemplateException of(String reason) {
    return new TemplateException(reason, UNKNOWN_LINE, false);
  }

  static TemplateException at(int line, String reason) {
    return new TemplateException(reason, line, false);
  }

  /** The template's own {@code raise_exception}. */
  static TemplateException refusal(String reason) {
    return new TemplateException(reason, UNKNOWN_LINE, true);
  }

  TemplateException withLine(int where) {
    if (line != UNKNOWN_LINE) {
      return this;
    }
    TemplateException located = new TemplateException(reason, where, refusal);
    located.initCause(this);
    return located;
  }

  /** What is wrong, without the line. */
  public String reason() {
    return reason;
  }

  /** Line of the template, from 1. */
  public int line() {
    return line;
  }

  /**
   * Whether the template itself said no, through {@code raise_exception}: for example to a system
   * message. Then {@link #reason} is its own text.
   */
  public boolean isRefusal() {
    return refusal;
  }
}
