package dev.ember.app.inside.lab;

import java.util.function.BooleanSupplier;

/**
 * Holds back whoever looks inside while a chat is answered.
 *
 * <h2>Threading model</h2>
 *
 * All methods from any thread; {@link #await} waits, so not from the main one.
 */
final class ChatFirst {
  private boolean answering; // guarded by this

  synchronized void answering(boolean now) {
    answering = now;
    notifyAll();
  }

  synchronized boolean isAnswering() {
    return answering;
  }

  /** Lets who waits ask again whether to stop. */
  synchronized void wake() {
    notifyAll();
  }

  /** Returns once no chat is answered, or {@code stopped}, or the thread is interrupted. */
  synchronized void await(BooleanSupplier stopped) {
    while (answering && !stopped.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
