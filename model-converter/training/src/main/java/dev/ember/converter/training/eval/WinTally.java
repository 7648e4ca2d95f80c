package dev.ember.converter.training.eval;

/** How often one model's answer was better than another's to the same prompt. */
public final class WinTally {
  private int wins;
  private int ties;
  private int losses;

  /** Counts a prompt by what both answers were worth. */
  public void add(double own, double others) {
    if (own > others) {
      wins++;
    } else if (own < others) {
      losses++;
    } else {
      ties++;
    }
  }

  public int prompts() {
    return wins + ties + losses;
  }

  /** Wins and half of the ties, as a part of all; not a number without prompts. */
  public double rate() {
    return (wins + 0.5 * ties) / prompts();
  }

  /**
   * Half of the width of the interval that holds the true rate in 95 of 100 such evaluations, by
   * the normal approximation.
   */
  public double margin() {
    double rate = rate();
    return 1.96 * Math.sqrt(rate * (1 - rate) / prompts());
  }
}
