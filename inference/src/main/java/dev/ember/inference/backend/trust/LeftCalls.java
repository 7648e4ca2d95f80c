package dev.ember.inference.backend.trust;

import java.util.ArrayList;
import java.util.List;

/**
 * The calls that nobody waits for any more, as long as they run: each may hold a driver, and a
 * model's memory.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time.
 */
final class LeftCalls {
  private final List<LimitedCall<?>> calls = new ArrayList<>();

  void add(LimitedCall<?> call) {
    calls.add(call);
  }

  /** Whether any still runs. */
  boolean isBusy() {
    calls.removeIf(LimitedCall::isOver);
    return !calls.isEmpty();
  }

  /** Whether one of them was stopped: it ends by itself, and has something to do then. */
  boolean isEnding() {
    return isBusy() && calls.stream().anyMatch(call -> !call.isOverdue());
  }
}
