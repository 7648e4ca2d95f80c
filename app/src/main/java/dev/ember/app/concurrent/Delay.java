package dev.ember.app.concurrent;

/** Runs a task on the main thread after a while. An interface so that tests own the time. */
@FunctionalInterface
public interface Delay {

  /** {@code task} runs once, {@code delayMs} from now or a little later. */
  void schedule(Runnable task, long delayMs);
}
