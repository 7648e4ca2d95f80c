package dev.ember.app.concurrent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that moves when told, and runs what is due. */
final class FakeTime implements Delay {
  private record Task(Runnable runnable, long dueMs) {}

  private final List<Task> waiting = new ArrayList<>();
  private long nowMs;

  long nowMs() {
    return nowMs;
  }

  @Override
  public void schedule(Runnable task, long delayMs) {
    waiting.add(new Task(task, nowMs + delayMs));
  }

  /** Moves on by {@code ms}, stopping at each task that falls due. */
  void advance(long ms) {
    long endMs = nowMs + ms;
    while (true) {
      Task next =
          waiting.stream()
              .filter(task -> task.dueMs() <= endMs)
              .min(Comparator.comparingLong(Task::dueMs))
              .orElse(null);
      if (next == null) {
        break;
      }
      waiting.remove(next);
      nowMs = Math.max(nowMs, next.dueMs());
      next.runnable().run();
    }
    nowMs = endMs;
  }
}
