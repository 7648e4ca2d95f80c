package dev.ember.inference.decode;

/**
 * Decides whether the next step may be spent on guesses. A wrong guess costs what a verification
 * takes longer than a step of one token; a right one saves a step. What was saved may be spent, and
 * on top a loan of a fiftieth of all work so far, so that an answer that no guess fits is slower by
 * that at most.
 */
final class GuessBudget {
  private static final double LOAN = 0.02;

  /** Steps of one token that are timed before the first guess. */
  private static final int TIMED_STEPS = 4;

  /** Until one was timed: what a verification takes, in steps (measured: 1.3 to 2.5). */
  private static final double ASSUMED_STEPS = 2.5;

  /** So many wrong guesses in a row end guessing, whatever was saved before. */
  private static final int MOST_SAVED = 8;

  private static final double NEWEST = 0.125; // its weight in a running mean

  private int steps;
  private double stepNanos; // running mean
  private double verificationNanos; // running mean, 0 before the first
  private double workNanos; // of the same tokens, one by one
  private double savedNanos; // less than 0 where guesses cost more than they saved

  /** Whether a verification whose guesses are all wrong is within the budget. */
  boolean allowsGuessing() {
    return steps >= TIMED_STEPS && savedNanos + LOAN * workNanos >= riskNanos();
  }

  /** A step of one token took so long. */
  void step(long nanos) {
    stepNanos = steps == 0 ? nanos : mean(stepNanos, nanos);
    steps++;
    workNanos += stepNanos;
  }

  /** A verification took so long; its first token is worth a step, right guesses come later. */
  void verification(long nanos) {
    verificationNanos = verificationNanos == 0 ? nanos : mean(verificationNanos, nanos);
    workNanos += stepNanos;
    savedNanos += stepNanos - nanos;
  }

  /** A guess was right. */
  void rightGuess() {
    workNanos += stepNanos;
    savedNanos = Math.min(savedNanos + stepNanos, MOST_SAVED * riskNanos());
  }

  private double riskNanos() {
    double verification = verificationNanos == 0 ? ASSUMED_STEPS * stepNanos : verificationNanos;
    return Math.max(0, verification - stepNanos);
  }

  private static double mean(double before, double newest) {
    return before + NEWEST * (newest - before);
  }
}
