package dev.ember.converter.training.testing;

import java.util.function.BooleanSupplier;

/** Stops when it was asked so many times, which is before so many steps. */
public final class StopAfter implements BooleanSupplier {
  private int left;

  public StopAfter(int steps) {
    left = steps;
  }

  @Override
  public boolean getAsBoolean() {
    return left-- <= 0;
  }
}
