package dev.ember.inference.sample;

/**
 * Where a draw fell. The candidates lie side by side from 0 to 1, each as wide as it is likely.
 *
 * @param value that was thrown, from 0 (inclusive) to 1 (exclusive)
 * @param from where the drawn token begins, in the sampler's own order
 * @param to where it ends
 */
public record Dice(double value, double from, double to) {}
