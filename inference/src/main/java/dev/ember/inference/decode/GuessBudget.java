package dev.ember.inference.decode;

/**
 * Decides whether the next step may be spent on guesses. A verification takes longer than a step of
 * one token; each right guess saves a step. Two conditions: as often as guesses were right lately,
 * they must promise to save more than that; and even if all are wrong, what was saved before and a
 * loan of a fiftieth of all work must pay for it. So an answer that no guess fits is slower by the
 * loan at most. Whether a guess would have been right is seen without making it.
 */
final class GuessBudget {
  private static final double LOAN = 0.02;

  /** Steps of one token that are timed before the first guess. */
  private static final int TIMED_STEPS = 4;

  /** Until some were timed: what a verification takes at most, in steps. */
  private static final double ASSUMED_STEPS = 2.5;

  /** Before so many, a stall may be all that is known of a verification. */
  private static final int TIMED_VERIFICATIONS = 3;

  /** So many wrong verifications in a row end guessing, whatever was saved before. */
  private static final int MOST_SAVED = 8;

  private static final double NEWEST = 0.125; // its weight in a running mean

  private final RecentTimes steps = new RecentTimes();
  private final RecentTimes verifications = new RecentTimes();
  private double stepNanos; // in the middle
  private double workNanos; // of the same tokens, one by one
  private double savedNanos; // less than 0 where guesses cost more than they saved
  private double rightShare = 0.5; // running mean of the first guesses that were right

  /** Whether to verify so many guesses. */
  boolean allows(int guesses) {
    if (guesses == 0 || steps.count() < TIMED_STEPS) {
      return false;
    }
    double promised = 0; // steps
    double likely = 1;
    for (int i = 0; i < guesses; i++) {
      likely *= rightShare;
      promised += likely;
    }
    double risk = riskNanos();
    return promised * stepNanos >= risk && savedNanos + LOAN * workNanos >= risk;
  }

  /** Whatever else was done for the answer, such as reading its prompt. */
  void work(long nanos) {
    workNanos += nanos;
  }

  /** A step of one token took so long. */
  void step(long nanos) {
    steps.add(nanos);
    stepNanos = steps.median();
    workNanos += stepNanos;
  }

  /** So long takes a verification that was to be done anyway. */
  void timed(long nanos) {
    verifications.add(nanos);
  }

  /** A verification took so long; its first token is worth a step, right guesses come later. */
  void verification(long nanos) {
    timed(nanos);
    workNanos += stepNanos;
    savedNanos += stepNanos - verifications.median();
  }

  /** A guess that was verified was right. */
  void rightGuess() {
    workNanos += stepNanos;
    savedNanos = Math.min(savedNanos + stepNanos, MOST_SAVED * riskNanos());
  }

  /** The first guess, verified or not, was or would have been right. */
  void firstGuess(boolean right) {
    rightShare = mean(rightShare, right ? 1 : 0);
  }

  private double riskNanos() {
    double assumed = ASSUMED_STEPS * stepNanos;
    double verification =
        switch (Math.min(verifications.count(), TIMED_VERIFICATIONS)) {
          case 0 -> assumed;
          case TIMED_VERIFICATIONS -> verifications.median();
          default -> Math.min(verifications.median(), assumed);
        };
    return Math.max(0, verification - stepNanos);
  }

  private static double mean(double before, double newest) {
    return before + NEWEST * (newest - before);
  }
}
