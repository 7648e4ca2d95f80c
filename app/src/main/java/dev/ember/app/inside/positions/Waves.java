package dev.ember.app.inside.positions;

/**
 * The table of positions of "Attention Is All You Need" (Vaswani et al. 2017): numbers 2i and 2i+1
 * of a place are the sine and the cosine of {@code place / 10000^(2i/E)}.
 */
final class Waves {
  /** Places that are drawn. */
  static final int PLACES = 64;

  /** E, so few that a row is to be seen. */
  static final int NUMBERS = 32;

  private static final double BASE = 10_000;

  private Waves() {}

  /** Height of a wave, -1 to 1. */
  static float height(int place, int number) {
    int pair = number / 2;
    double angle = place / Math.pow(BASE, 2.0 * pair / NUMBERS);
    return (float) (number % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
  }
}
