package dev.ember.app.chat;

/**
 * How full the model's window is.
 *
 * @param usedTokens of the last prompt and its answer, at the least; where the window had no room
 *     for a question, what that would have taken, which is more than the window has
 * @param windowTokens the most that the model sees
 */
public record ContextMeter(int usedTokens, int windowTokens) {
  private static final long PER_CENT = 100;

  /** From here on the window is worth a look. */
  private static final int CAUTION_PER_CENT = 75;

  /** What a reader is to be told besides the number. */
  enum Level {
    ROOM,
    CAUTION,
    FULL
  }

  Level level() {
    if (usedTokens >= windowTokens) {
      return Level.FULL;
    }
    return perCent() >= CAUTION_PER_CENT ? Level.CAUTION : Level.ROOM;
  }

  /** Whole ones: a window is not said to be fuller than it is. */
  int perCent() {
    return (int) (usedTokens * PER_CENT / windowTokens);
  }

  float share() {
    return usedTokens / (float) windowTokens;
  }
}
